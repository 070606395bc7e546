using System.Text.Json.Nodes;
using AlbEmulator.Clusters;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Clusters;

/// <summary>What a cluster is told of the load balancers of its Ingresses.</summary>
public sealed class StatusWriterTests
{
    private static readonly WantedStatus Web = new("shop", "web", "web-1.us-east-1.elb.localhost", [80, 443]);

    private readonly HeardLog<StatusWriter> _log = new();

    private IEnumerable<string> Heard => _log.Lines.Select(line => $"{line.Level} {line.Message}");

    [Fact]
    public async Task Load_balancer_is_written_into_its_Ingress_where_something_else_stands_there()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        server.Objects.Put(Says(Manifests.Ingress("shop", "right"), "right.elb.localhost", 8080));
        server.Objects.Put(Says(Manifests.Ingress("shop", "wrong"), "old.elb.localhost", 8080));
        server.Objects.Put(Manifests.Ingress("shop", "other"));
        await using var stage = await ClusterStage.StartAsync(server);
        stage.View.Wanted = [Web, new("shop", "right", "right.elb.localhost", [8080]), new("shop", "wrong", "new.elb.localhost", [8080]), new("shop", "gone", "x", [1])];
        using var writer = await WriteAsync(stage);

        await HeardAsync("Information kubernetes://test: the load balancer is written into the status of Ingresses: 2");

        Assert.Equal(
            ["/apis/networking.k8s.io/v1/namespaces/shop/ingresses/web/status", "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/wrong/status"],
            Patches(server).Select(request => request.Path));
        Assert.Equal(
            """{"status":{"loadBalancer":{"ingress":[{"hostname":"web-1.us-east-1.elb.localhost","ports":[{"port":80,"protocol":"TCP"},{"port":443,"protocol":"TCP"}]}]}}}""",
            Patches(server)[0].Body);
        Assert.Equal("?fieldManager=alb", Patches(server)[0].Query);
        Assert.Equal(
            """{"loadBalancer":{"ingress":[{"hostname":"new.elb.localhost","ports":[{"port":8080,"protocol":"TCP"}]}]}}""",
            server.Objects.Find("ingresses", "shop", "wrong")!["status"]!.ToJsonString());
    }

    [Fact]
    public async Task What_is_written_is_no_change_and_is_written_once()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = await ClusterStage.StartAsync(server);
        stage.View.Wanted = [Web];
        using var writer = await WriteAsync(stage);
        await HeardAsync("Information ");

        // Whatever else is told after that is told after what was written.
        server.Objects.Put(Manifests.Ingress("shop", "last"));
        await stage.UntilAsync("Ingress shop/last", "Ingress shop/web");
        stage.View.Wanted = [Web, new("shop", "last", "last.elb.localhost", [80])];
        await Patience.UntilAsync("the last to be written", () => Patches(server).Any(request => request.Path.Contains("/last/", StringComparison.Ordinal)));

        Assert.Equal(1, stage.Changes);
        Assert.Equal(2, Patches(server).Count);
    }

    [Fact]
    public async Task Load_balancer_that_becomes_another_is_written_again()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = await ClusterStage.StartAsync(server);
        stage.View.Wanted = [Web];
        using var writer = await WriteAsync(stage);
        await Patience.UntilAsync("the first", () => Patches(server).Count == 1);

        stage.View.Wanted = [Web with { Ports = [80] }];

        await Patience.UntilAsync("the second", () => Patches(server).Count == 2);
        Assert.EndsWith("""[{"port":80,"protocol":"TCP"}]}]}}}""", Patches(server)[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_that_somebody_else_writes_too_is_left_to_them()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = await ClusterStage.StartAsync(server);
        stage.View.Wanted = [Web];
        using var writer = await WriteAsync(stage);
        for (var i = 1; i <= StatusWriter.MostTries; i++)
        {
            await Patience.UntilAsync("it to be written", () => Patches(server).Count == i);
            server.Objects.Put(Says(Manifests.Ingress("shop", "web"), "theirs.example.com", 80));
        }

        await HeardAsync("Warning kubernetes://test: the status of Ingress shop/web is written by somebody else too, and is left to them");
        Assert.Equal(StatusWriter.MostTries, Patches(server).Count);
    }

    [Fact]
    public async Task What_may_not_be_written_is_told_once_and_tried_later()
    {
        var time = new ManualTime();
        await using var server = await ApiServer.StartAsync();
        server.Refused["/status"] = StatusCodes.Status403Forbidden;
        server.Objects.Put(Manifests.Ingress("shop", "api"));
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = await ClusterStage.StartAsync(server);
        stage.View.Wanted = [Web with { Name = "api" }, Web];
        using var writer = await WriteAsync(stage, time: time);
        for (var i = 1; i <= 3; i++)
        {
            await Patience.UntilAsync("the pause", () => time.IsAwaited(StatusWriter.Pause));
            Assert.Equal(i, Patches(server).Count);
            time.Advance(StatusWriter.Pause);
        }

        await Patience.UntilAsync("the pause", () => time.IsAwaited(StatusWriter.Pause));
        Assert.Equal(
            ["Warning kubernetes://test: the status of Ingresses may not be written: it refuses (403), /apis/networking.k8s.io/v1/namespaces/shop/ingresses/api/status is refused to \"me\". The right to patch ingresses/status is what is needed"],
            Heard);

        server.Refused.Clear();
        time.Advance(StatusWriter.Pause);
        await HeardAsync("Information kubernetes://test: the load balancer is written into the status of Ingresses: 2");
    }

    [Fact]
    public async Task Ingress_that_has_just_gone_is_passed_over()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "gone"));
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = await ClusterStage.StartAsync(server);
        server.Objects.DeleteSilently(Manifests.Ingress("shop", "gone"));
        stage.View.Wanted = [Web with { Name = "gone" }, Web];
        using var writer = await WriteAsync(stage);

        await HeardAsync("Information ");

        Assert.Equal(["Information kubernetes://test: the load balancer is written into the status of Ingresses: 1"], Heard);
    }

    [Theory]
    [InlineData(StatusWriting.Auto)]
    [InlineData(StatusWriting.Off)]
    public async Task Nothing_is_written_to_the_cluster_of_a_kubeconfig_unless_it_is_said(StatusWriting writing)
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = await ClusterStage.StartAsync(server);
        stage.View.Wanted = [Web];

        using var writer = await WriteAsync(stage, writing);

        // It has ended.
        await writer.ExecuteTask!;
        Assert.Equal(
            ["Information kubernetes://test: the cluster is read and nothing is written to it; --Alb:Kubernetes:WriteStatus=On writes load balancers into the status of its Ingresses"],
            Heard);
        Assert.Empty(Patches(server));
    }

    private static IReadOnlyList<ApiRequest> Patches(ApiServer server) => [.. server.Requests.Where(request => request.Method == "PATCH")];

    private static JsonObject Says(JsonObject ingress, string host, int port)
    {
        ingress["status"] = JsonNode.Parse($$"""{ "loadBalancer": { "ingress": [ { "hostname": "{{host}}", "ports": [ { "port": {{port}}, "protocol": "TCP" } ] } ] } }""");
        return ingress;
    }

    private async Task<StatusWriter> WriteAsync(ClusterStage stage, StatusWriting writing = StatusWriting.On, TimeProvider? time = null)
    {
        var writer = new StatusWriter(stage.View, writing, time ?? TimeProvider.System, _log);
        await writer.StartAsync(CancellationToken.None);
        return writer;
    }

    private Task HeardAsync(string start) => Patience.UntilAsync(start, () => Heard.Any(line => line.StartsWith(start, StringComparison.Ordinal)));
}
