using AlbEmulator.Imports;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using AlbEmulator.Topologies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Clusters;

/// <summary>A cluster among topology files.</summary>
public sealed class ClusterSourceTests : IDisposable
{
    private const string Cluster = "kubernetes://test";

    private readonly Workspace _workspace = new();
    private readonly TempFolder _folder = new();
    private readonly HeardLog<TopologyWatch> _log = new();
    private readonly TopologyStore _store = new(TimeProvider.System);
    private int _published;

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Cluster_is_read_together_with_files()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        var files = Files(server);
        _workspace.Write("a.json", Sample.Json);
        Assert.True(files.Has(Cluster));

        var reading = files.Read(["a.json", Cluster]);

        Assert.Empty(reading.Problems);
        Assert.Single(reading.Topology.LoadBalancers);
        Assert.Equal("Ingress[shop/web]", Assert.Single(files.Cluster!.Objects).Origin.Path);
        Assert.Equal([_workspace.PathOf("a.json")], files.PathsOf(["a.json", Cluster]));
    }

    [Fact]
    public void Second_cluster_is_a_problem()
    {
        _workspace.Variables["KUBECONFIG"] = _folder.Write("config", "{}");

        Assert.Equal(
            "kubernetes://b: is a second cluster beside kubernetes://a: name one", _workspace.Read("kubernetes://a", "kubernetes://b").Problems[0].ToString());
    }

    [Fact]
    public void Context_that_is_not_there_is_a_problem()
    {
        _workspace.Variables["KUBECONFIG"] = _folder.Write("config", "contexts: [{ name: kind-a }, { name: kind-b }]");

        Assert.Equal(
            $"kubernetes://prod: is no cluster that can be asked: \"prod\" is no context of {_folder.File("config")}: there are \"kind-a\", \"kind-b\"",
            Assert.Single(_workspace.Read("kubernetes://prod").Problems).ToString());
    }

    [Fact]
    public async Task Cluster_that_does_not_answer_is_a_problem()
    {
        await using var server = await ApiServer.StartAsync();
        await server.StopAsync();

        Assert.Matches(
            $"^{Cluster}: the cluster at {server.Url} does not answer, Connection refused.*: start it, or name another context, as in kubernetes://CONTEXT$",
            Assert.Single(Files(server).Read([Cluster]).Problems).ToString());
    }

    [Theory]
    [InlineData(403, "tells neither of Ingresses nor of Gateways, it refuses (403), /apis/networking.k8s.io/v1/ingresses is refused to \"me\": the right to list and watch them is what is needed")]
    [InlineData(404, "has neither Ingresses nor Gateways: it is no cluster of Kubernetes, or a very old one")]
    public async Task Cluster_that_tells_neither_of_Ingresses_nor_of_Gateways_is_a_problem(int status, string told)
    {
        await using var server = await ApiServer.StartAsync();
        server.Refused["/ingresses"] = server.Refused["/gateways"] = status;

        Assert.Equal($"{Cluster}: the cluster at {server.Url} {told}", Assert.Single(Files(server).Read([Cluster]).Problems).ToString());
    }

    [Fact]
    public async Task Kinds_that_are_not_told_and_pods_with_readiness_gates_are_named()
    {
        await using var server = await ApiServer.StartAsync();
        server.Refused["/secrets"] = StatusCodes.Status403Forbidden;
        server.Objects.Put(Manifests.Namespace("shop", """{ "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" }"""));
        server.Objects.Put(Manifests.Namespace("other"));

        var reading = Files(server).Read([Cluster]);

        Assert.Empty(reading.Problems);
        Assert.Equal(
            [
                $"{Cluster}: does not tell of secrets, it refuses (403), /api/v1/secrets is refused to \"me\": what they say is left out; the right to list and watch them is what is needed",
                $"{Cluster}: pods of \"shop\" have readiness gates target-health.elbv2.k8s.aws/… (elbv2.k8s.aws/pod-readiness-gate-inject: enabled), which are not written here: "
                    + "where no controller writes them, such pods never get ready",
            ],
            reading.Notes.Select(note => note.ToString()));
    }

    [Fact]
    public async Task Ingresses_that_the_topology_took_are_to_say_its_load_balancers()
    {
        await using var server = await ApiServer.StartAsync();
        var files = Files(server);
        _workspace.Write("a.json", Sample.Json.Replace("\"Port\": 8080", "\"Port\": 9443", StringComparison.Ordinal));
        var reading = files.Read(["a.json", Cluster]);
        var balancer = reading.Topology.LoadBalancers[0];

        files.Use(reading with { Ingresses = [new TakenIngress("shop", "web", balancer.Name), new TakenIngress("shop", "other", "none")] });

        var wanted = Assert.Single(files.Cluster!.Wanted);
        Assert.Equal(("shop", "web", balancer.DnsName.ToLowerInvariant()), (wanted.Namespace, wanted.Name, wanted.HostName));
        Assert.Equal(balancer.Listeners.Select(listener => listener.Port).Order(), wanted.Ports);
    }

    [Fact]
    public async Task Single_change_is_taken_up_at_once_and_many_in_a_row_together()
    {
        var time = new ManualTime();
        await using var server = await ApiServer.StartAsync();
        await using var stage = new WatchStage(this, server, time);
        await stage.StartAsync();

        // The clock stands still: nothing is waited for.
        server.Objects.Put(Manifests.Ingress("shop", "one"));
        await Patience.UntilAsync("the change to be in effect", () => _published == 1);

        // Now it is waited for more.
        server.Objects.Put(Manifests.Ingress("shop", "two"));
        await Patience.UntilAsync("the pause", () => time.IsAwaited(TopologyWatch.Debounce));
        server.Objects.Put(Manifests.Ingress("shop", "three"));
        server.Objects.Put(Manifests.Ingress("shop", "four"));
        await Patience.UntilAsync("all to be told", () => stage.Files.Cluster!.Objects.Count == 4);
        Assert.Equal(1, _published);
        await Patience.UntilAsync("the change to be in effect", () =>
        {
            if (time.IsAwaited(TopologyWatch.Debounce))
            {
                time.Advance(TopologyWatch.Debounce);
            }

            return _published == 2;
        });

        // After a while a single one is alone again.
        time.Advance(TopologyWatch.PollInterval);
        await Patience.UntilAsync("the next look", () => time.IsAwaited(TopologyWatch.PollInterval));
        server.Objects.Put(Manifests.Ingress("shop", "five"));
        await Patience.UntilAsync("the change to be in effect", () => _published == 3);
    }

    [Fact]
    public async Task What_a_cluster_says_again_and_again_is_told_once()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Namespace("shop", """{ "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" }"""));
        await using var stage = new WatchStage(this, server, TimeProvider.System);
        await stage.StartAsync();
        for (var i = 1; i <= 3; i++)
        {
            server.Objects.Put(Manifests.Service("shop", "web", i));
            await Patience.UntilAsync("the change to be in effect", () => _published == i);
        }

        // Not a word: nothing of that is a load balancer's.
        Assert.Empty(_log.Lines);

        _workspace.Write("a.json", "{ \"LoadBalancers\": 1 }");
        await Patience.UntilAsync("the problem", () => _log.Lines.Count == 2);
        for (var i = 4; i <= 6; i++)
        {
            server.Objects.Put(Manifests.Service("shop", "web", i));
            await Patience.UntilAsync("the change to be read", () => stage.Files.Cluster!.Objects.Count > 0 && !stage.Files.HaveChanged(isThorough: false));
        }

        Assert.Equal(2, _log.Lines.Count);
        Assert.All(_log.Lines, line => Assert.Equal(LogLevel.Error, line.Level));
    }

    private TopologyFiles Files(ApiServer server)
    {
        _workspace.Variables["KUBECONFIG"] = server.KubeConfig(_folder);
        return _workspace.Files;
    }

    /// <summary>Whoever reads topology files, and the cluster among them, again when something changes.</summary>
    private sealed class WatchStage(ClusterSourceTests test, ApiServer server, TimeProvider time) : IAsyncDisposable
    {
        private TopologyWatch? _watch;
        private AlbEmulator.Clusters.ClusterWatch? _cluster;

        public TopologyFiles Files { get; } = test.Files(server);

        public async Task StartAsync()
        {
            test._workspace.Write("a.json", Sample.Json);
            var reading = Files.Read(["a.json", Cluster]);
            Assert.Empty(reading.Problems);
            Files.Use(reading);
            _watch = new TopologyWatch(Files, test._store, Publish, ["a.json", Cluster], time, test._log);
            _cluster = new(Files.Cluster!, TimeProvider.System, new HeardLog<AlbEmulator.Clusters.ClusterWatch>());
            await _cluster.StartAsync(default);
            await _watch.StartAsync(default);
            await Patience.UntilAsync(
                "each kind to be followed", () => Files.Cluster!.Kinds.All(kind => server.Objects.Followers(kind.Kind.Plural) > 0));
            if (time is ManualTime manual)
            {
                // What changes while it looks for the first time is taken up by that look.
                await Patience.UntilAsync("the watch to wait", () => manual.IsAwaited(TopologyWatch.PollInterval));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _watch!.StopAsync(default);
            await _cluster!.StopAsync(default);
            _watch.Dispose();
            _cluster.Dispose();
        }

        private Task<IReadOnlyList<Problem>> Publish(Topology topology, CancellationToken cancellation)
        {
            Interlocked.Increment(ref test._published);
            return Task.FromResult<IReadOnlyList<Problem>>([]);
        }
    }
}
