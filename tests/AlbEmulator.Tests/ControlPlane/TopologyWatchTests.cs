using AlbEmulator.ControlPlane;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.ControlPlane;

public sealed class TopologyWatchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Workspace _workspace = new();
    private readonly TopologyStore _store = new(TimeProvider.System);
    private readonly SemaphoreSlim _changes = new(0);
    private readonly HeardLog<TopologyWatch> _log = new();
    private readonly TopologyFiles _files;

    public TopologyWatchTests()
    {
        _files = _workspace.Files;
        _store.Changed += () => _changes.Release();
    }

    public void Dispose()
    {
        _changes.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task A_change_replaces_the_topology()
    {
        using var watch = await Start("a.json");
        _workspace.Write("a.json", With(8081));
        await Changed();
        Assert.Equal(8081, Port());
    }

    [Fact]
    public async Task A_file_that_is_replaced_by_renaming_another_is_still_watched()
    {
        using var watch = await Start("a.json");
        foreach (var port in new[] { 8081, 8082 })
        {
            _workspace.Write("a.json.new", With(port));
            File.Move(_workspace.PathOf("a.json.new"), _workspace.PathOf("a.json"), overwrite: true);
            await Changed();
            Assert.Equal(port, Port());
        }
    }

    [Fact]
    public async Task A_file_that_goes_away_and_comes_back_is_still_watched()
    {
        using var watch = await Start("a.json");
        File.Delete(_workspace.PathOf("a.json"));
        await Heard("there is no such file");
        Assert.Equal(8080, Port());
        _workspace.Write("a.json", With(8081));
        await Changed();
        Assert.Equal(8081, Port());
    }

    [Fact]
    public async Task A_link_that_leads_elsewhere_is_noticed()
    {
        // As a volume of Kubernetes does it: the file is a link through a link to a folder, and that one is exchanged.
        Link("data", "one", 8080);
        File.CreateSymbolicLink(_workspace.PathOf("a.json"), Path.Combine("data", "a.json"));
        using var watch = await Start("a.json", isWritten: true);
        Link("data.new", "two", 8081);
        Directory.Delete(_workspace.PathOf("data"));
        Directory.Move(_workspace.PathOf("data.new"), _workspace.PathOf("data"));
        await Changed();
        Assert.Equal(8081, Port());
    }

    [Fact]
    public async Task A_change_behind_a_link_is_noticed()
    {
        Directory.CreateDirectory(_workspace.PathOf("elsewhere"));
        _workspace.Write("elsewhere/real.json", With(8080));
        File.CreateSymbolicLink(_workspace.PathOf("a.json"), Path.Combine("elsewhere", "real.json"));
        using var watch = await Start("a.json", isWritten: true);
        _workspace.Write("elsewhere/real.json", With(8081));
        await Changed();
        Assert.Equal(8081, Port());
    }

    [Fact]
    public async Task What_changed_before_the_watch_began_is_noticed()
    {
        _workspace.Write("a.json", With(8080));
        _store.Replace(_files.Read(["a.json"]).Topology);
        _workspace.Write("a.json", With(8081));
        await _changes.WaitAsync();
        using var watch = Watch("a.json");
        await watch.StartAsync(CancellationToken.None);
        await Changed();
        Assert.Equal(8081, Port());
    }

    [Fact]
    public async Task A_wrong_edit_is_told_and_the_running_topology_stays()
    {
        using var watch = await Start("a.json");
        var running = _store.Current;
        _workspace.Write("a.json", With(8081).Replace("\"web\" }],", "\"wep\" }],", StringComparison.Ordinal));
        await Heard("there is no target group \"wep\"");
        await Heard("The running topology stays: problems in its files: 1");
        Assert.Same(running, _store.Current);
        Assert.All(_log.Lines, line => Assert.Equal(LogLevel.Error, line.Level));
        Assert.Contains(_log.Lines, line => line.Message.StartsWith(
            "a.json:11: LoadBalancers[0].Listeners[0].DefaultActions[0].TargetGroupArn: there is no target group \"wep\"",
            StringComparison.Ordinal));

        _workspace.Write("a.json", With(8082));
        await Changed();
        Assert.Equal(8082, Port());
    }

    [Fact]
    public async Task A_file_that_is_written_again_with_the_same_content_changes_nothing()
    {
        using var watch = await Start("a.json");
        var running = _store.Current;
        // Put in place at once: a look at a file that is being written finds another content.
        _workspace.Write("a.new", With(8080));
        File.Move(_workspace.PathOf("a.new"), _workspace.PathOf("a.json"), overwrite: true);
        await Task.Delay(TopologyWatch.Debounce * 3);
        Assert.Same(running, _store.Current);
        _workspace.Write("a.json", With(8081));
        await Changed();
        Assert.Equal(8081, Port());
    }

    [Fact]
    public void A_reading_without_a_change_replaces_nothing_by_half()
    {
        _workspace.Write("a.json", With(8080));
        using var watch = Watch("a.json", "b.json");
        watch.ReadAgain();
        Assert.Empty(_store.Current.LoadBalancers);
        _workspace.Write("b.json", "{}");
        watch.ReadAgain();
        Assert.Equal(8080, Port());
    }

    private static string With(int port) =>
        Sample.Json.Replace("8080", port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal);

    private async Task<TopologyWatch> Start(string file, bool isWritten = false)
    {
        if (!isWritten)
        {
            _workspace.Write(file, With(8080));
        }

        var reading = _files.Read([file]);
        Assert.Empty(reading.Problems);
        _store.Replace(reading.Topology);
        await _changes.WaitAsync();
        var watch = Watch(file);
        await watch.StartAsync(CancellationToken.None);
        return watch;
    }

    private TopologyWatch Watch(params string[] files) => new(_files, _store, files, TimeProvider.System, _log);

    /// <summary>A link called <paramref name="link"/> to a folder with a topology in it.</summary>
    private void Link(string link, string folder, int port)
    {
        Directory.CreateDirectory(_workspace.PathOf(folder));
        _workspace.Write(Path.Combine(folder, "a.json"), With(port));
        Directory.CreateSymbolicLink(_workspace.PathOf(link), folder);
    }

    private int Port() => _store.Current.LoadBalancers[0].Listeners[0].Port;

    private async Task Changed() => Assert.True(await _changes.WaitAsync(Patience), "The topology was not replaced");

    private async Task Heard(string message)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!_log.Lines.Any(line => line.Message.Contains(message, StringComparison.Ordinal)))
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
