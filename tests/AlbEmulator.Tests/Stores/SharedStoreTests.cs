using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Etcd;
using AlbEmulator.Networks;
using AlbEmulator.Stores;
using AlbEmulator.Tests.Support;
using Google.Protobuf;

namespace AlbEmulator.Tests.Stores;

/// <summary>A store that several programs have at once.</summary>
public sealed class SharedStoreTests : EndedTests
{
    private readonly StateFiles _states = new();
    private StoreStage? _stage;

    public override async ValueTask DisposeAsync()
    {
        _states.Dispose();
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_one_writes_all_have()
    {
        if (await BeginAsync() is not { } stage)
        {
            return;
        }

        var (one, two) = (stage.Open(), stage.Open(1));
        var (first, second) = (StoreStage.Log(one), StoreStage.Log(two));
        var (chance, state) = (new Random(7), ElbV2State.Empty);
        for (var change = 0; change < 60; change++)
        {
            var (store, log) = change % 2 == 0 ? (one, first) : (two, second);
            Assert.Null(await store.Shared!.RefreshAsync(CancellationToken.None));
            StateFiles.AssertSame(state, (log.Kept, null));
            state = _states.Changed(log.Kept, chance);
            log.Write(state, store.Revision);
        }

        StateFiles.AssertSame(state, stage.Read(2));
    }

    [Fact]
    public async Task Change_that_was_made_of_something_older_counts_for_nothing()
    {
        if (await BeginAsync() is not { } stage)
        {
            return;
        }

        var (one, two) = (stage.Open(), stage.Open(1));
        var (first, second) = (StoreStage.Log(one), StoreStage.Log(two));
        var looked = two.Revision;
        var theirs = new ElbV2State { TargetGroups = [_states.Group()] };
        first.Write(theirs, one.Revision);

        Assert.Throws<StoreConflictException>(() => second.Write(new ElbV2State { IsSeeded = true }, looked));
        StateFiles.AssertSame(theirs, (second.Kept, null));

        // Whatever it was that was changed: a security group may not go while a load balancer comes to use it.
        var network = NetworkStore.LogOf(two);
        network.Read();
        looked = one.Revision;
        network.Write(new NetworkRecords { Vpcs = ["vpc-1"] }, two.Revision);
        Assert.Throws<StoreConflictException>(() => first.Write(theirs with { IsSeeded = true }, looked));
        first.Write(theirs with { IsSeeded = true }, one.Revision);
        StateFiles.AssertSame(theirs with { IsSeeded = true }, stage.Read(2));
    }

    [Fact]
    public async Task All_who_change_it_at_once_come_one_after_the_other()
    {
        if (await BeginAsync() is not { } stage)
        {
            return;
        }

        const int changes = 40;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(node => Task.Run(() =>
        {
            var store = stage.Open(node);
            var log = StoreStage.Log(store);
            for (var done = 0; done < changes;)
            {
                var (revision, kept) = (store.Revision, log.Kept);
                try
                {
                    log.Write(kept with { TargetGroups = kept.TargetGroups.Add(SampleState.State().TargetGroups[0] with { Arn = $"{SampleState.Prefix}targetgroup/n{node}/{done:x16}" }) }, revision);
                    done++;
                }
                catch (StoreConflictException)
                {
                    // Of what there is now.
                }
            }
        })));

        var (state, problem) = stage.Read(5);
        Assert.Null(problem);
        Assert.Equal(4 * changes, state.TargetGroups.Count);
        for (var node = 0; node < 4; node++)
        {
            Assert.Equal(changes, state.TargetGroups.Count(group => group.Arn.Contains($"targetgroup/n{node}/", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Of_those_who_keep_the_first_file_at_once_one_does_and_all_have_it()
    {
        if (await BeginAsync() is not { } stage)
        {
            return;
        }

        var stores = Enumerable.Range(0, 4).Select(stage.Open).ToArray();
        Array.ForEach(stores, static store => StoreStage.Log(store));
        var kept = await Task.WhenAll(stores.Select((store, node) => Task.Run(() =>
            store.Keep([new KeptFile($"keys/key-{node}.xml", new byte[] { (byte)node })], "keys/key-"))));

        var winner = Assert.Single(Enumerable.Range(0, 4), node => kept[node]);
        Assert.All(stores, store => Assert.Equal([(byte)winner], File.ReadAllBytes(store.PathOf($"keys/key-{winner}.xml"))));
        Assert.All(stores, store => Assert.Single(Directory.GetFiles(store.PathOf("keys"))));
    }

    [Fact]
    public async Task Many_changes_become_a_state_that_is_read_at_once_while_others_go_on()
    {
        if (await BeginAsync() is not { } stage)
        {
            return;
        }

        var (one, two) = (stage.Open(), stage.Open(1));
        var (first, second) = (StoreStage.Log(one), StoreStage.Log(two));
        var state = new ElbV2State { LoadBalancers = [_states.LoadBalancer(_states.Listener(2000))] };
        first.Write(state, one.Revision);

        // Each moves every rule: much more than the state itself has.
        for (var change = 0; change < 12; change++)
        {
            var listener = state.LoadBalancers[0].Listeners[0];
            state = state.With(state.LoadBalancers[0] with { Listeners = [listener with { Rules = [.. listener.Rules.Reverse()] }] });
            first.Write(state, one.Revision);
        }

        await Patience.UntilAsync("a shorter store to be written", async () => (await GenerationAsync(stage)) > 0 ? stage : null);
        Assert.Null(await two.Shared!.RefreshAsync(CancellationToken.None));
        second.Write(second.Kept with { IsSeeded = true }, two.Revision);
        StateFiles.AssertSame(state with { IsSeeded = true }, stage.Read(2));
    }

    [Fact]
    public async Task What_is_in_etcd_and_is_not_ours_is_told_and_left_as_it_is()
    {
        if (await BeginAsync() is not { } stage)
        {
            return;
        }

        await PutAsync(stage, "alb/head", """{"Format":9,"Generation":0,"Base":0,"Revision":0,"Recent":[]}""");
        Assert.Contains("it has the format 9, and this version reads 1", stage.Read().Problem?.Message, StringComparison.Ordinal);

        await PutAsync(stage, "alb/head", "something else");
        Assert.Contains("what stands in the place of the head is none", stage.Read().Problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_etcd_there_is_the_copy_and_nothing_can_be_changed()
    {
        if (await BeginAsync() is not { } stage)
        {
            return;
        }

        var store = stage.Open();
        var log = StoreStage.Log(store);
        log.Write(SampleState.State(), store.Revision);
        await Patience.UntilAsync("the copy", () => File.Exists(store.PathOf("elbv2/state.json")));
        await stage.Etcd.KillAsync(0);
        stage.Close(store);

        store = stage.Open();
        log = StoreStage.Log(store);
        StateFiles.AssertSame(SampleState.State(), (log.Kept, null));
        Assert.False(store.Shared!.IsConnected);
        Assert.Equal(1, store.Revision);
        Assert.Contains("nothing can be changed until it can", Assert.Throws<EtcdUnavailableException>(() => log.Write(ElbV2State.Empty, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<EtcdUnavailableException>(() => store.Keep([new KeptFile("keys/a", new byte[1])]));

        stage.Etcd.Begin(0);
        await Patience.UntilAsync("etcd to be followed again", () => store.Shared.IsConnected);
        log.Write(log.Kept with { IsSeeded = false }, store.Revision);
        StateFiles.AssertSame(SampleState.State() with { IsSeeded = false }, stage.Read());
    }

    [Fact]
    public async Task Copy_of_another_store_is_not_taken_for_this_one()
    {
        if (await BeginAsync() is not { } stage)
        {
            return;
        }

        var store = stage.Open();
        StoreStage.Log(store).Write(SampleState.State(), store.Revision);
        await Patience.UntilAsync("the copy", () => File.Exists(store.PathOf("elbv2/state.json")));
        stage.Close(store);
        await stage.Etcd.KillAsync(0);

        var settings = stage.SettingsOf();
        settings.Store = stage.Etcd.StoreOf("other");
        using var other = new EtcdStore(EtcdAddress.Read(settings.Store).Address!, null, settings);
        StateFiles.AssertSame(ElbV2State.Empty, ElbV2Disk.LogOf(other).Read());
        Assert.False(other.IsConnected);
    }

    [Fact]
    public async Task Node_that_has_nothing_new_to_tell_of_itself_writes_nothing()
    {
        if (await BeginAsync() is not { } stage)
        {
            return;
        }

        var revision = 0;
        SharedStore[] stores = [stage.Open().Shared!, stage.Open(1).Shared!];
        foreach (var store in stores)
        {
            StoreStage.Log(store);
            store.Followed += () => Announce(store);
            Announce(store);
        }

        await Patience.UntilAsync("each to know the other", () => stores.All(static store => store.Nodes.Count == 2));
        var before = await RevisionAsync(stage);
        for (var asked = 0; asked < 50; asked++)
        {
            Array.ForEach(stores, Announce);
            await RevisionAsync(stage);
        }

        Assert.Equal(before, await RevisionAsync(stage));
        revision = 1;
        Announce(stores[0]);
        await Patience.UntilAsync("the other to know what is new", () => stores[1].Nodes[1].Revision == 1);

        void Announce(SharedStore store) => store.Announce(new StoreNode("127.0.0.1", "1.0", revision, ["shop:80"]));
    }

    [Fact]
    public async Task What_tells_of_no_node_is_left_out()
    {
        if (await BeginAsync() is not { } stage)
        {
            return;
        }

        var store = stage.Open().Shared!;
        StoreStage.Log(store);
        await PutAsync(stage, "alb/nodes/a", "none");
        await PutAsync(stage, "alb/nodes/b", """{"Address":"node.example","Version":"9","Revision":1,"Listeners":[]}""");
        await PutAsync(stage, "alb/nodes/c", """{"Address":"10.0.0.9","Version":"9","Revision":1,"Listeners":[]}""");
        await Patience.UntilAsync("the one that is", () => store.Nodes.Count > 0);

        Assert.Equal(["10.0.0.9"], store.Nodes.Select(static node => node.Address));
    }

    private static async Task<long> RevisionAsync(StoreStage stage)
    {
        using var member = MemberOf(stage);
        return (await member.Keys.RangeAsync(new() { Key = ByteString.CopyFromUtf8("alb/head") })).Header.Revision;
    }

    private static async Task<int> GenerationAsync(StoreStage stage)
    {
        using var member = MemberOf(stage);
        var found = await member.Keys.RangeAsync(new() { Key = ByteString.CopyFromUtf8("alb/head") });
        return EtcdHead.Read(found.Kvs.Single().Value).Generation;
    }

    private static async Task PutAsync(StoreStage stage, string key, string value)
    {
        using var member = MemberOf(stage);
        await member.Keys.PutAsync(new() { Key = ByteString.CopyFromUtf8(key), Value = ByteString.CopyFromUtf8(value) });
    }

    private static EtcdMember MemberOf(StoreStage stage) => new(new("127.0.0.1", stage.Etcd.PortOf(0)), null);

    private async Task<StoreStage?> BeginAsync() => _stage = await StoreStage.OfAsync("etcd");
}
