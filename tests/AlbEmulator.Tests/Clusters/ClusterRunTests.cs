using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using AlbEmulator.Topologies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Clusters;

/// <summary>The emulator with a cluster among its files, from start to end.</summary>
public sealed class ClusterRunTests
{
    [Fact]
    public async Task Ingress_of_the_cluster_is_routed_and_followed_and_told_of_its_load_balancer()
    {
        using var folder = new TempFolder();
        await using var pod = await KestrelTarget.StartAsync(HttpProtocols.Http1, static http => http.Response.WriteAsync("pod"));
        await using var server = await ApiServer.StartAsync();
        var port = FreePorts.Take();
        server.Objects.Put(Ingress(port, "/a"));
        server.Objects.Put(Manifests.Service("shop", "web"));
        server.Objects.Put(Manifests.Of($$"""
            {
              "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
              "metadata": { "namespace": "shop", "name": "web-1", "labels": { "kubernetes.io/service-name": "web" } },
              "ports": [ { "port": {{pod.Port}} } ],
              "endpoints": [ { "addresses": [ "127.0.0.1" ], "targetRef": { "kind": "Pod", "name": "web-1" } } ]
            }
            """));
        var config = server.KubeConfig(folder);
        var (configuration, settings, wrong) = SettingsReader.Read(
            [$"--Alb:DataDirectory={folder.File("data")}", "--Alb:ControlUrl=", "--Alb:Kubernetes:WriteStatus=On", "--Serilog:MinimumLevel:Default=Error"], []);
        Assert.Empty(wrong);
        var files = new TopologyFiles(settings, name => name == "KUBECONFIG" ? config : null);
        var told = new StringWriter();
        await using var host = await RunCommand.StartAsync(
            new EmulatorOptions(configuration, settings) { Files = ["kubernetes://"], TopologyFiles = files }, told);
        Assert.True(host is not null, told.ToString());

        await Patience.UntilAsync("the pod", async () => await IsPodAsync(port, "/a") ? "pod" : null);
        Assert.Equal(404, (await RawClient.ExchangeAsync(port, Wire.Get("/b"))).Status);
        server.Objects.Put(Ingress(port, "/b"));
        await Patience.UntilAsync("the other path", async () => await IsPodAsync(port, "/b") ? "pod" : null);

        // A second load balancer that wants the same port is left out, and the first stays.
        var second = Ingress(port, "/z");
        second["metadata"]!["name"] = "zz";
        server.Objects.Put(second);
        server.Objects.Put(Ingress(port, "/y"));
        await Patience.UntilAsync("the next path", async () => await IsPodAsync(port, "/y") ? "pod" : null);
        Assert.Equal(404, (await RawClient.ExchangeAsync(port, Wire.Get("/z"))).Status);
        server.Objects.Delete(second);

        // An Ingress that is wrong is left out, and the emulator goes on.
        server.Objects.Put(Ingress(port, "no path"));
        await Patience.UntilAsync("nothing", async () => await IsClosedAsync(port) ? "closed" : null);
        server.Objects.Put(Ingress(port, "/c"));
        await Patience.UntilAsync("the third path", async () => !await IsClosedAsync(port) && await IsPodAsync(port, "/c") ? "pod" : null);

        await Patience.UntilAsync("the status", () => server.Requests.Any(request => request.Method == "PATCH" && request.Path.EndsWith("/ingresses/web/status", StringComparison.Ordinal)));
        await host.StopAsync();
        await Patience.UntilAsync("nobody to follow", () => server.Objects.Followers("ingresses") == 0);
    }

    [Fact]
    public async Task Start_without_the_cluster_is_told_in_one_line()
    {
        using var folder = new TempFolder();
        var config = folder.Write("config", "contexts: []");
        var (configuration, settings, _) = SettingsReader.Read([$"--Alb:DataDirectory={folder.File("data")}", "--Alb:ControlUrl="], []);
        var told = new StringWriter();

        var host = await RunCommand.StartAsync(
            new EmulatorOptions(configuration, settings)
            {
                Files = ["kubernetes://prod"],
                TopologyFiles = new(settings, name => name == "KUBECONFIG" ? config : null),
            },
            told);

        Assert.Null(host);
        Assert.Equal($"kubernetes://prod: is no cluster that can be asked: \"prod\" is no context of {config}", told.ToString().Trim());
    }

    private static JsonObject Ingress(int port, string path) => Manifests.Of($$$"""
        {
          "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
          "metadata": { "namespace": "shop", "name": "web", "annotations": {
            "alb.ingress.kubernetes.io/target-type": "ip", "alb.ingress.kubernetes.io/listen-ports": "[{\"HTTP\": {{{port}}} }]" } },
          "spec": { "ingressClassName": "alb", "rules": [ { "http": { "paths": [
            { "path": "{{{path}}}", "pathType": "Exact", "backend": { "service": { "name": "web", "port": { "number": 80 } } } } ] } } ] }
        }
        """);

    private static async Task<bool> IsPodAsync(int port, string path) => (await RawClient.ExchangeAsync(port, Wire.Get(path))).Text == "pod";

    private static async Task<bool> IsClosedAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
