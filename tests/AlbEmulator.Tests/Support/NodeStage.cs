using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// Several nodes that share an etcd. The first that comes makes the load balancer <c>left-alone</c> of the file that all have: a
/// listener whose target group <c>web</c> is sticky, and one over TLS, which lets only those to <c>/app*</c> who have logged in.
/// </summary>
public sealed class NodeStage : IAsyncDisposable
{
    private const int Members = 3;

    private readonly List<ScriptedTarget> _targets = [ScriptedTarget.Start(Reply.Ok("a")), ScriptedTarget.Start(Reply.Ok("b"))];
    private readonly StandInProvider _provider;
    private readonly int _securePort = FreePorts.Take();

    private NodeStage(EtcdServer etcd, StandInProvider provider, int nodes, (string Name, string Value)[] settings)
    {
        (Etcd, _provider) = (etcd, provider);
        _targets.ForEach(static target => target.KeepsRequests = false);
        var topology = new TopologyBuilder { LoadBalancerName = "left-alone" }.Listener(Port, "web").HttpsListener(_securePort, "web")
            .TargetGroup("web", _targets[0].Port, _targets[1].Port).HealthCheck("web", intervalSeconds: 300)
            .TargetGroupAttribute("web", "stickiness.enabled", "true").TargetGroupAttribute("web", "stickiness.type", "lb_cookie")
            .OfListener("Rules", new JsonArray(LoginStage.Rule(provider.Config())), index: 1);
        Nodes = [.. Enumerable.Range(1, nodes).Select(number => new StageNode(number, etcd, topology, [("Alb:FileIsSeed", "true"), .. settings]))];
    }

    public EtcdServer Etcd { get; }

    public IReadOnlyList<StageNode> Nodes { get; }

    /// <summary>Of the listener, at the address of each node.</summary>
    public int Port { get; } = FreePorts.Take();

    public static Task<NodeStage> StartAsync(int nodes, int members, params (string Name, string Value)[] settings) =>
        StartAsync(nodes, members, nodes, settings);

    /// <param name="nodes">That there are.</param>
    /// <param name="members">Of etcd.</param>
    /// <param name="begun">How many of the nodes are started, all at once.</param>
    /// <param name="settings">Of each, of the section <c>Alb</c>.</param>
    public static async Task<NodeStage> StartAsync(int nodes, int members, int begun, params (string Name, string Value)[] settings) =>
        await StartAsync(await EtcdServer.StartAsync(members), nodes, begun, settings);

    /// <summary>The same with three members of etcd, which can be kept apart where this machine allows it.</summary>
    public static async Task<NodeStage> StartSplitAsync(int nodes, SplitNetwork? network) =>
        await StartAsync(await EtcdServer.StartAsync(Members, network), nodes, nodes, []);

    private static async Task<NodeStage> StartAsync(EtcdServer etcd, int nodes, int begun, (string Name, string Value)[] settings)
    {
        var stage = new NodeStage(etcd, await StandInProvider.StartAsync(), nodes, settings);
        try
        {
            await Task.WhenAll(stage.Nodes.Take(begun).Select(static node => node.BeginAsync()));
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of the API at one node.</summary>
    public ElbV2Client Api(int node) => new(Nodes[node].Control);

    /// <summary>A request to the listener at a node, with these cookies.</summary>
    public Task<RawMessage> GetAsync(int node, params IEnumerable<string> cookies) => Nodes[node].ExchangeAsync(Port, Get("/", cookies));

    /// <summary>The same to the listener that wants a login.</summary>
    public async Task<RawMessage> GetAppAsync(int node, string uri = "/app", params IEnumerable<string> cookies)
    {
        await using var client = await RawClient.ConnectTlsAsync(_securePort, address: Nodes[node].Address);
        return await client.ExchangeAsync(Get(uri, cookies));
    }

    /// <summary>A login that begins at one node and comes back to another: the cookies of the session.</summary>
    public async Task<string[]> LogInAsync(int begin, int end)
    {
        var login = BegunLogin.Of(await GetAppAsync(begin));
        var answer = await GetAppAsync(end, $"{LoginStage.Callback}?code=code-1&state={Uri.EscapeDataString(login.State)}", login.NonceCookie);
        Assert.True(answer.Status == 302, answer.Head);
        return [.. answer.Cookies()];
    }

    /// <summary>Waits until all nodes are connected, have the same revision in effect, and know that of each other.</summary>
    public Task UntilSameAsync() => Patience.UntilAsync(
        "all nodes to be the same",
        async () =>
        {
            var stores = await Task.WhenAll(Nodes.Select(static node => node.StoreAsync()));
            var known = stores.SelectMany(static store => store.GetProperty("nodes").EnumerateArray());
            var revisions = stores.Concat(known).Select(static told => told.GetProperty("revision"))
                .Concat(stores.Select(static store => store.GetProperty("revisionInEffect")));
            return stores.All(store => store.GetProperty("isConnected").GetBoolean() && store.GetProperty("nodes").GetArrayLength() == Nodes.Count)
                && revisions.Select(static revision => revision.GetInt64()).Distinct().Count() == 1 ? stores : null;
        },
        Patience.Program);

    /// <summary>What the API of each node tells of everything is the same to the byte.</summary>
    public async Task CompareAsync()
    {
        await UntilSameAsync();
        var told = new List<string>();
        foreach (var node in Nodes)
        {
            using var api = new ElbV2Client(node.Control);
            told.Add(await new ElbV2Description(api).ReadAsync());
        }

        Assert.All(told, text => Assert.Equal(told[0], text));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await Etcd.DisposeAsync();
        _targets.ForEach(static target => target.DisposeAsync().AsTask().Wait());
        await _provider.DisposeAsync();
    }

    private static string Get(string uri, IEnumerable<string> cookies) =>
        cookies.Any() ? Wire.Get(uri, $"Cookie: {string.Join("; ", cookies)}") : Wire.Get(uri);
}
