using AlbEmulator.Clusters;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Clusters;

/// <summary>The emulator with a cluster among its files, from start to end.</summary>
public sealed class ClusterRunTests
{
    [Fact]
    public async Task Emulator_follows_the_cluster_and_tells_it_of_its_load_balancers_where_that_is_said()
    {
        using var folder = new TempFolder();
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        var port = FreePorts.Take();
        var topology = folder.Write("alb.yaml", $"""
            LoadBalancers:
              - Name: shop
                Listeners:
                  - Port: {port}
                    DefaultActions: [{"{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200', MessageBody: here } }"}]
            """);
        var config = server.KubeConfig(folder);
        var (configuration, settings, wrong) = SettingsReader.Read(
            [$"--Alb:DataDirectory={folder.File("data")}", "--Alb:ControlUrl=", "--Alb:Kubernetes:WriteStatus=On", "--Serilog:MinimumLevel:Default=Error"], []);
        Assert.Empty(wrong);
        var files = new TopologyFiles(settings, name => name == "KUBECONFIG" ? config : null);
        var log = new HeardLog<StatusWriter>();
        var told = new StringWriter();
        await using var host = await RunCommand.StartAsync(
            new EmulatorOptions(configuration, settings)
            {
                Files = [topology, "kubernetes://"],
                TopologyFiles = files,
                ConfigureServices = services => services.AddSingleton<ILogger<StatusWriter>>(log),
            },
            told);

        Assert.True(host is not null, told.ToString());
        Assert.Equal("here", (await RawClient.ExchangeAsync(port, Wire.Get("/"))).Text);
        server.Objects.Put(Manifests.Ingress("shop", "late"));
        await Patience.UntilAsync("the next Ingress", () => files.Cluster!.Objects.Count == 2);

        // Again and again: each reading of the topology says what is wanted too.
        await Patience.UntilAsync("the status", () =>
        {
            files.Cluster!.Wanted = [new WantedStatus("shop", "late", "shop.elb.localhost", [port])];
            return server.Requests.Any(request => request.Method == "PATCH");
        });
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
}
