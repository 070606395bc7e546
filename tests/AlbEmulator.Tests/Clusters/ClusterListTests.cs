using System.Text.Json.Nodes;
using AlbEmulator.Clusters.Objects;
using AlbEmulator.Documents;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Clusters;

/// <summary>What a cluster has when it is asked for the first time.</summary>
public sealed class ClusterListTests
{
    [Fact]
    public async Task Objects_of_every_kind_are_listed_by_kind_namespace_and_name()
    {
        await using var server = await ApiServer.StartAsync();
        foreach (var kind in ObjectKind.All.Reverse())
        {
            foreach (var (nameSpace, name) in new[] { ("z", "a"), ("b", "b"), ("b", "a") })
            {
                server.Objects.Put(Manifests.Of(
                    $$"""{ "apiVersion": "any", "kind": "{{kind.Kind}}", "metadata": { "name": "{{(kind.IsNamespaced ? "" : nameSpace)}}{{name}}" {{(kind.IsNamespaced ? $", \"namespace\": \"{nameSpace}\"" : "")}} } }"""));
            }
        }

        await using var stage = new ClusterStage(server);
        Assert.Null(stage.View.Open());

        Assert.Equal(
            ObjectKind.All.SelectMany(kind => kind.IsNamespaced
                ? new[] { $"{kind.Kind} b/a", $"{kind.Kind} b/b", $"{kind.Kind} z/a" }
                : [$"{kind.Kind} ba", $"{kind.Kind} bb", $"{kind.Kind} za"]),
            stage.Names);
        Assert.All(stage.View.Objects, node => Assert.Equal((ClusterStage.Name, 0), (node.Origin.File, node.Origin.Line)));
    }

    [Fact]
    public async Task Long_lists_are_asked_for_page_by_page()
    {
        await using var server = await ApiServer.StartAsync();
        var many = (2 * KindLister.PageSize) + 1;
        for (var i = 0; i < many; i++)
        {
            server.Objects.Put(Manifests.Service("shop", $"web-{i:d4}"));
        }

        await using var stage = new ClusterStage(server);
        Assert.Null(stage.View.Open());

        Assert.Equal(many, stage.Names.Count);
        Assert.Equal(
            ["?limit=250", "?limit=250&continue=page%2B%2F%3D250", "?limit=250&continue=page%2B%2F%3D500"],
            server.Requests.Where(request => request.IsListOf("services")).Select(request => request.Query));
    }

    [Fact]
    public async Task List_whose_next_page_is_too_old_is_begun_anew()
    {
        await using var server = await ApiServer.StartAsync();
        for (var i = 0; i <= KindLister.PageSize; i++)
        {
            server.Objects.Put(Manifests.Ingress("shop", $"web-{i:d4}"));
        }

        server.Objects.TokensThatEnd = 2;
        await using var stage = new ClusterStage(server);
        Assert.Null(stage.View.Open());

        Assert.Equal(KindLister.PageSize + 1, stage.Names.Count);
        Assert.Equal(6, server.Requests.Count(request => request.IsListOf("ingresses")));
    }

    [Fact]
    public async Task Page_that_is_too_long_is_asked_for_in_smaller_ones()
    {
        await using var server = await ApiServer.StartAsync();
        for (var i = 0; i < 40; i++)
        {
            var service = Manifests.Service("shop", $"web-{i:d2}");
            service["metadata"]!["annotations"] = new JsonObject { ["long"] = new string('x', 1_000_000) };
            server.Objects.Put(service);
        }

        await using var stage = new ClusterStage(server);
        Assert.Null(stage.View.Open());

        Assert.Equal(40, stage.Names.Count);
        Assert.Equal(["?limit=250", "?limit=31", "?limit=31&continue=page%2B%2F%3D31"], server.Requests.Where(request => request.IsListOf("services")).Select(request => request.Query));
    }

    [Fact]
    public async Task Kinds_that_are_not_there_are_done_without_and_older_versions_are_asked_for()
    {
        await using var server = await ApiServer.StartAsync();
        server.Refused["gateway.networking.k8s.io"] = 404;
        server.Refused["elbv2.k8s.aws"] = 404;
        server.Refused["gateway.k8s.aws/v1/"] = 404;
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        server.Objects.Put(Manifests.Of("""{ "apiVersion": "any", "kind": "TargetGroupConfiguration", "metadata": { "namespace": "shop", "name": "web" } }"""));

        await using var stage = new ClusterStage(server);
        Assert.Null(stage.View.Open());

        Assert.Equal(["Ingress shop/web", "TargetGroupConfiguration shop/web"], stage.Names);
        Assert.Equal("gateway.k8s.aws/v1beta1", ((Node.Scalar)stage.Find("TargetGroupConfiguration shop/web").Find("apiVersion")!).Text);
        Assert.Empty(stage.View.Forbidden);
    }

    [Fact]
    public async Task What_may_not_be_listed_in_all_namespaces_is_listed_in_that_of_the_context()
    {
        await using var server = await ApiServer.StartAsync();
        server.Refuses = http => http.Request.Path.Value!.Contains("/namespaces/shop/", StringComparison.Ordinal) ? null : StatusCodes.Status403Forbidden;
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        server.Objects.Put(Manifests.Ingress("other", "web"));

        await using var stage = new ClusterStage(server, context: "namespace: shop");
        Assert.Null(stage.View.Open());

        Assert.Equal(["Ingress shop/web"], stage.Names);
        Assert.Equal(["ingressclasses", "ingressclassparams", "gatewayclasses", "namespaces"], stage.View.Forbidden.Select(item => item.Kind.Plural));
    }

    [Fact]
    public async Task Cluster_that_is_not_there_is_told_and_asked_again_when_it_is_asked_for()
    {
        await using var server = await ApiServer.StartAsync();
        await server.StopAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = new ClusterStage(server);

        Assert.Equal($"Connection refused (127.0.0.1:{server.Port})".Split(' ')[0], stage.View.Open()!.Split(' ')[0]);

        await server.StartAsync();
        Assert.Null(stage.View.Open());
        Assert.Equal(["Ingress shop/web"], stage.Names);
    }
}
