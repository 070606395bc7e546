using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Networks;
using AlbEmulator.Stores;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Stores;

/// <summary>What every store keeps to, whatever it is.</summary>
public sealed class StoreTests : EndedTests
{
    private readonly StateFiles _states = new();
    private StoreStage? _stage;

    public static TheoryData<string> Kinds => StoreStage.Kinds;

    public override async ValueTask DisposeAsync()
    {
        _states.Dispose();
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_is_kept_at_first(string kind)
    {
        if (await BeginAsync(kind) is { } stage)
        {
            StateFiles.AssertSame(ElbV2State.Empty, stage.Read());
            Assert.Equal(0, stage.Open().Revision);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_written_is_there_for_the_next_run(string kind)
    {
        if (await BeginAsync(kind) is not { } stage)
        {
            return;
        }

        var chance = new Random(23);
        var state = ElbV2State.Empty;
        for (var run = 0; run < 5; run++)
        {
            var store = stage.Open();
            var log = StoreStage.Log(store);
            StateFiles.AssertSame(state, (log.Kept, null));
            for (var change = 0; change < 30; change++)
            {
                state = _states.Changed(state, chance);
                log.Write(state, store.Revision);
                Assert.Same(state, log.Kept);
            }

            log.Dispose();
            stage.Close(store);
            StateFiles.AssertSame(state, stage.Read());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_written_is_there_though_the_program_was_killed(string kind)
    {
        if (await BeginAsync(kind) is not { } stage)
        {
            return;
        }

        var store = stage.Open();
        var log = StoreStage.Log(store);
        log.Write(SampleState.State(), store.Revision);
        await stage.KillAsync();

        // The store is neither closed nor flushed: it is as kill -9 left it.
        StateFiles.AssertSame(SampleState.State(), stage.Read());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_replaced_is_gone_and_changes_go_on_from_there(string kind)
    {
        if (await BeginAsync(kind) is not { } stage)
        {
            return;
        }

        var store = stage.Open();
        var log = StoreStage.Log(store);
        log.Write(SampleState.State(), store.Revision);
        log.Replace(ElbV2State.Empty);
        StateFiles.AssertSame(ElbV2State.Empty, stage.Read());

        var next = new ElbV2State { TargetGroups = [_states.Group(3)] };
        log.Write(next, store.Revision);
        StateFiles.AssertSame(next, stage.Read());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Logs_of_several_kinds_are_kept_side_by_side(string kind)
    {
        if (await BeginAsync(kind) is not { } stage)
        {
            return;
        }

        var store = stage.Open();
        var states = StoreStage.Log(store);
        var networks = NetworkStore.LogOf(store);
        Assert.Null(networks.Read().Problem);
        states.Write(SampleState.State(), store.Revision);
        networks.Write(new NetworkRecords { Vpcs = ["vpc-1"] }, store.Revision);
        states.Replace(ElbV2State.Empty with { IsSeeded = true });
        networks.Write(networks.Kept with { Vpcs = ["vpc-1", "vpc-2"] }, store.Revision);

        var other = stage.Open(1);
        Assert.True(StoreStage.Log(other).Kept.IsSeeded);
        var read = NetworkStore.LogOf(other).Read();
        Assert.Null(read.Problem);
        Assert.Equal(["vpc-1", "vpc-2"], read.State.Vpcs);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Large_state_is_kept_at_once(string kind)
    {
        if (await BeginAsync(kind) is not { } stage)
        {
            return;
        }

        var store = stage.Open();
        var state = new ElbV2State { LoadBalancers = [_states.LoadBalancer(_states.Listener(20_000), _states.Listener(20_000))] };
        var log = StoreStage.Log(store);
        log.Write(state, store.Revision);
        log.Write(state with { IsSeeded = true }, store.Revision);

        StateFiles.AssertSame(state with { IsSeeded = true }, stage.Read());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Files_are_kept_whole_and_forgotten(string kind)
    {
        if (await BeginAsync(kind) is not { } stage)
        {
            return;
        }

        var (store, long1) = (stage.Open(), new byte[3_000_000]);
        StoreStage.Log(store);
        new Random(1).NextBytes(long1);
        Assert.True(store.Keep([new KeptFile("keys/a.xml", "<a/>"u8.ToArray()), new KeptFile("elbv2/trust-stores/b", long1)]));
        Assert.True(store.Keep([new KeptFile("keys/a.xml", "<b/>"u8.ToArray())]));

        Assert.Equal("<b/>", await File.ReadAllTextAsync(store.PathOf("keys/a.xml")));
        Assert.Equal(long1, await File.ReadAllBytesAsync(store.PathOf("elbv2/trust-stores/b")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(store.PathOf("keys/a.xml")));
        }

        store.Forget(["keys/a.xml", "keys/not-there.xml"]);
        await Patience.UntilAsync("the file to be gone", () => !File.Exists(store.PathOf("keys/a.xml")));
        Assert.True(File.Exists(store.PathOf("elbv2/trust-stores/b")));
    }

    private async Task<StoreStage?> BeginAsync(string kind) => _stage = await StoreStage.OfAsync(kind);
}
