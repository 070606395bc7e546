using AlbEmulator.Clusters;
using AlbEmulator.Clusters.Access;
using AlbEmulator.Clusters.Objects;
using AlbEmulator.Documents;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;

namespace AlbEmulator.Tests.Clusters;

/// <summary>A cluster as the emulator sees it, with whoever follows it.</summary>
internal sealed class ClusterStage : IAsyncDisposable
{
    public const string Name = "kubernetes://test";

    private readonly TempFolder _folder = new();
    private readonly HeardLog<ClusterWatch> _log = new();
    private readonly ClusterWatch _watch;
    private int _changes;

    /// <param name="server">The cluster.</param>
    /// <param name="time">The clock.</param>
    /// <param name="context">What stands of the context beside its cluster and user.</param>
    public ClusterStage(ApiServer server, TimeProvider? time = null, string context = "")
    {
        var config = server.KubeConfig(_folder, context: context);
        var clock = time ?? TimeProvider.System;
        var access = new AccessReader(name => name == "KUBECONFIG" ? config : null, clock).Read(Name);
        View = new ClusterView(Name, new ClusterApi(access, clock), clock);
        View.Changed += () => Interlocked.Increment(ref _changes);
        _watch = new ClusterWatch(View, clock, _log);
    }

    public ClusterView View { get; }

    /// <summary>How often it was told that something has changed.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>What the watch said.</summary>
    public IReadOnlyList<string> Heard => [.. _log.Lines.Select(line => $"{line.Level} {line.Message}")];

    /// <summary>Objects by the path of their origin, such as <c>Ingress shop/web</c>.</summary>
    public IReadOnlyList<string> Names => [.. View.Objects.Select(node => node.Origin.Path)];

    /// <summary>A stage that follows each kind.</summary>
    public static async Task<ClusterStage> StartAsync(ApiServer server, TimeProvider? time = null, string context = "")
    {
        var stage = new ClusterStage(server, time, context);
        Assert.Null(stage.View.Open());
        await stage.FollowAsync();
        await Patience.UntilAsync(
            "each kind to be followed", () => stage.View.Kinds.Where(kind => kind.IsTold).All(kind => server.Objects.Followers(kind.Kind.Plural) > 0));
        if (time is ManualTime manual)
        {
            // Whoever turns the clock would end what is waited for.
            await Patience.UntilAsync("each answer to have begun", () => !manual.IsAwaited(ClusterApi.Patience));
        }

        return stage;
    }

    public Task FollowAsync() => _watch.StartAsync(CancellationToken.None);

    public Node.Mapping Find(string path) => View.Objects.Single(node => node.Origin.Path == path);

    /// <summary>Waits until it has exactly these objects.</summary>
    public Task UntilAsync(params string[] names) =>
        Patience.UntilAsync($"the objects to be {string.Join(", ", names)}", () => Names.SequenceEqual(names));

    /// <summary>Waits until something was said.</summary>
    public Task HeardAsync(string start) =>
        Patience.UntilAsync($"\"{start}\" to be said", () => Heard.Any(line => line.StartsWith(start, StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
        _folder.Dispose();
    }
}
