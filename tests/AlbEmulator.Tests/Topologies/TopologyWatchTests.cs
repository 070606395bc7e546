using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Topologies;

public sealed class TopologyWatchTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly TopologyStore _store = new(TimeProvider.System);
    private readonly SemaphoreSlim _changes = new(0);
    private readonly SemaphoreSlim _asked = new(0);
    private readonly HeardLog<TopologyWatch> _log = new();
    private readonly TopologyFiles _files;
    private volatile IReadOnlyList<Problem> _missing = [];
    private volatile string? _bug;

    public TopologyWatchTests() => _files = _workspace.Files;

    public void Dispose()
    {
        _changes.Dispose();
        _asked.Dispose();
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
    public async Task What_AWS_refuses_of_a_change_though_it_does_no_harm_is_told()
    {
        using var watch = await Start("a.json");
        _workspace.Write("a.json", With(8081).Replace(
            "\"Port\": 8081", "\"Port\": 8081, \"MutualAuthentication\": { \"Mode\": \"off\" }", StringComparison.Ordinal));
        await Heard("AWS refuses this, which does no harm here: MutualAuthentication is for HTTPS listeners");
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
    public async Task A_bug_on_the_way_is_told_in_one_line_and_the_next_edit_is_taken()
    {
        using var watch = await Start("a.json");
        _bug = "a bug\nof two lines";
        _workspace.Write("a.json", With(8081));
        await Heard("the one before it stays. InvalidOperationException: a bug of two lines");
        Assert.Equal(8080, Port());
        _bug = null;
        _workspace.Write("a.json", With(8082));
        await Changed();
        Assert.Equal(8082, Port());
    }

    [Fact]
    public async Task What_is_not_to_be_had_is_told_once_and_taken_up_when_it_is()
    {
        _missing = [new Problem(new Origin("a.json", 7, "LoadBalancers[0].Listeners[0].Port"), "port 8081 cannot be bound")];
        using var watch = await Start("a.json");
        var running = _store.Current;
        Replace(With(8081));
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await _asked.WaitAsync(Patience.Default), "The topology was not asked for");
        }

        Assert.Same(running, _store.Current);
        _missing = [];
        await Changed();
        Assert.Equal(8081, Port());
        await Heard("a.json is in effect: ");
        Assert.Equal(
            [
                "a.json:7: LoadBalancers[0].Listeners[0].Port: port 8081 cannot be bound",
                "The running topology stays: problems in its files: 1",
            ],
            _log.Lines.Take(2).Select(line => line.Message));
        Assert.StartsWith("a.json is in effect: load balancer demo added, ", Assert.Single(_log.Lines.Skip(2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_to_be_had_is_told_again_when_the_file_is_edited_and_it_is_still_asked_for()
    {
        _missing = [new Problem(new Origin("a.json", 7, "Port"), "cannot be bound")];
        using var watch = await Start("a.json");
        Replace(With(8081));
        await Heard("The running topology stays");
        Replace(With(8082));
        await Patience.UntilAsync(
            "the problem to be told again", () => _log.Lines.Count(line => line.Message == "a.json:7: Port: cannot be bound") == 2);
        _workspace.Write("a.json", With(8080).Replace("\"web\" }],", "\"wep\" }],", StringComparison.Ordinal));
        await Heard("there is no target group \"wep\"");
        // A file that is wrong is not tried again.
        _missing = [];
        _workspace.Write("a.json", With(8083));
        await Changed();
        Assert.Equal(8083, Port());
    }

    [Fact]
    public async Task A_file_that_is_written_again_with_the_same_content_changes_nothing()
    {
        using var watch = await Start("a.json");
        var running = _store.Current;
        Replace(With(8080));
        await Task.Delay(TopologyWatch.Debounce * 3);
        Assert.Same(running, _store.Current);
        _workspace.Write("a.json", With(8081));
        await Changed();
        Assert.Equal(8081, Port());
    }

    [Fact]
    public async Task A_reading_without_a_change_replaces_nothing_by_half()
    {
        _workspace.Write("a.json", With(8080));
        using var watch = Watch("a.json", "b.json");
        await watch.ReadAgainAsync(default);
        Assert.Empty(_store.Current.LoadBalancers);
        _workspace.Write("b.json", "{}");
        await watch.ReadAgainAsync(default);
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
        var watch = Watch(file);
        await watch.StartAsync(CancellationToken.None);
        return watch;
    }

    private TopologyWatch Watch(params string[] files) => new(_files, _store, Publish, files, TimeProvider.System, _log);

    /// <summary>This machine grants everything but what <see cref="_missing"/> says.</summary>
    private Task<IReadOnlyList<Problem>> Publish(Topology topology, CancellationToken cancellation)
    {
        var missing = _missing;
        if (_bug is not null)
        {
            throw new InvalidOperationException(_bug);
        }

        _asked.Release();
        if (missing.Count == 0)
        {
            _store.Replace(topology);
            _changes.Release();
        }

        return Task.FromResult(missing);
    }

    /// <summary>A link called <paramref name="link"/> to a folder with a topology in it.</summary>
    private void Link(string link, string folder, int port)
    {
        Directory.CreateDirectory(_workspace.PathOf(folder));
        _workspace.Write(Path.Combine(folder, "a.json"), With(port));
        Directory.CreateSymbolicLink(_workspace.PathOf(link), folder);
    }

    /// <summary>Puts another file in place at once: a look at a file that is being written finds another content.</summary>
    private void Replace(string content)
    {
        _workspace.Write("a.new", content);
        File.Move(_workspace.PathOf("a.new"), _workspace.PathOf("a.json"), overwrite: true);
    }

    private int Port() => _store.Current.LoadBalancers[0].Listeners[0].Port;

    private async Task Changed() => Assert.True(await _changes.WaitAsync(Patience.Default), "The topology was not replaced");

    private Task Heard(string message) => Patience.UntilAsync(
        $"the words {message}", () => _log.Lines.Any(line => line.Message.Contains(message, StringComparison.Ordinal)));
}
