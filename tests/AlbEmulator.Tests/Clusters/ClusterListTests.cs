using System.Text.Json.Nodes;
using AlbEmulator.Clusters;
using AlbEmulator.Clusters.Objects;
using AlbEmulator.Documents;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Clusters;

/// <summary>What a cluster has when it is asked for the first time.</summary>
public sealed class ClusterListTests
{
    [Fact]
    public async Task Objects_of_every_kind_are_listed_by_kind_namespace_and_name()
    {
        await using var server = await ApiServer.StartAsync();
        foreach (var kind in ResourceKind.All.Reverse())
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
            ResourceKind.All.SelectMany(kind => kind.IsNamespaced
                ? new[] { $"{kind.Kind} b/a", $"{kind.Kind} b/b", $"{kind.Kind} z/a" }
                : [$"{kind.Kind} ba", $"{kind.Kind} bb", $"{kind.Kind} za"]),
            stage.Names);
        Assert.All(stage.View.Objects, node => Assert.Equal((ClusterStage.Name, 0), (node.Origin.File, node.Origin.Line)));
    }

    [Fact]
    public async Task Object_is_as_a_manifest_says_it_without_what_does_not_matter()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Of(
            """
            {
              "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
              "metadata": {
                "namespace": "shop", "name": "web", "uid": "u-1", "generation": 4, "selfLink": "/x", "labels": { "a": "b" },
                "annotations": { "alb.ingress.kubernetes.io/scheme": "internal", "kubectl.kubernetes.io/last-applied-configuration": "{}" },
                "creationTimestamp": "2026-01-01T00:00:00Z", "finalizers": ["x"]
              },
              "spec": { "defaultBackend": { "service": { "name": "wéb\n", "port": { "number": 80 } } }, "tls": [], "x": [true, null, 1.5] },
              "status": { "loadBalancer": { "ingress": [] } }
            }
            """));

        await using var stage = new ClusterStage(server);
        Assert.Null(stage.View.Open());

        Assert.Equal(
            """{apiVersion:"networking.k8s.io/v1",kind:"Ingress",metadata:{namespace:"shop",name:"web",uid:"u-1",labels:{a:"b"},annotations:{alb.ingress.kubernetes.io/scheme:"internal"},creationTimestamp:"2026-01-01T00:00:00Z"},spec:{defaultBackend:{service:{name:"wéb|",port:{number:80}}},tls:[],x:[true,null,1.5]}}""",
            Text(stage.Find("Ingress shop/web")));
        var name = stage.Find("Ingress shop/web").Find("spec").Find("defaultBackend").Find("service").Find("name")!;
        Assert.Equal("Ingress shop/web.spec.defaultBackend.service.name", name.Origin.Path);
        Assert.Equal("Ingress shop/web.spec.x[2]", stage.Find("Ingress shop/web").Find("spec").Find("x").Items()[2].Origin.Path);
        Assert.Equal("Ingress shop/web.metadata.annotations[\"alb.ingress.kubernetes.io/scheme\"]", stage.Find("Ingress shop/web").Find("metadata").Find("annotations").Find("alb.ingress.kubernetes.io/scheme")!.Origin.Path);
    }

    [Fact]
    public async Task Of_secrets_only_what_logins_and_certificates_have_is_kept()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Of(
            """
            { "apiVersion": "v1", "kind": "Secret", "type": "Opaque", "metadata": { "namespace": "shop", "name": "oidc", "annotations": { "a": "b" } },
              "data": { "clientID": "aWQ=", "clientSecret": "c2VjcmV0", "password": "bm8=" }, "immutable": true }
            """));
        server.Objects.Put(Manifests.Of("""{ "apiVersion": "v1", "kind": "Secret", "type": "helm.sh/release.v1", "metadata": { "namespace": "shop", "name": "release" }, "data": {} }"""));
        server.Objects.Put(Manifests.Of("""{ "apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/service-account-token", "metadata": { "namespace": "shop", "name": "account" } }"""));

        await using var stage = new ClusterStage(server);
        Assert.Null(stage.View.Open());

        Assert.Equal(["Secret shop/oidc"], stage.Names);
        Assert.Equal(
            """{apiVersion:"v1",kind:"Secret",type:"Opaque",metadata:{namespace:"shop",name:"oidc"},data:{clientID:"aWQ=",clientSecret:"c2VjcmV0"}}""",
            Text(stage.View.Objects[0]));
    }

    [Fact]
    public async Task Of_nodes_the_addresses_and_whether_they_are_ready_are_kept()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Of(
            """
            { "apiVersion": "v1", "kind": "Node", "metadata": { "name": "one", "labels": { "zone": "a" }, "annotations": { "a": "b" } },
              "spec": { "providerID": "aws:///a/i-1" },
              "status": { "images": [{ "names": ["x"] }], "addresses": [{ "type": "InternalIP", "address": "10.0.0.1" }],
                "conditions": [{ "type": "Ready", "status": "True", "lastHeartbeatTime": "2026-01-01T00:00:00Z" }] } }
            """));

        await using var stage = new ClusterStage(server);
        Assert.Null(stage.View.Open());

        Assert.Equal(
            """{apiVersion:"v1",kind:"Node",metadata:{name:"one",labels:{zone:"a"}},spec:{providerID:"aws:///a/i-1"},status:{addresses:[{type:"InternalIP",address:"10.0.0.1"}],conditions:[{type:"Ready",status:"True"}]}}""",
            Text(stage.View.Objects[0]));
    }

    [Fact]
    public async Task Of_endpoints_what_makes_a_target_is_kept()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Of(
            """
            { "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
              "metadata": { "namespace": "shop", "name": "web-1", "labels": { "kubernetes.io/service-name": "web" }, "annotations": { "endpoints.kubernetes.io/last-change-trigger-time": "now" } },
              "endpoints": [{ "addresses": ["10.0.0.1"], "conditions": { "ready": true }, "nodeName": "n", "zone": "a", "hints": { "forZones": [{ "name": "a" }] },
                "targetRef": { "kind": "Pod", "name": "web-0", "namespace": "shop", "uid": "u" } }],
              "ports": [{ "name": "", "port": 8080, "protocol": "TCP" }] }
            """));

        await using var stage = new ClusterStage(server);
        Assert.Null(stage.View.Open());

        Assert.Equal(
            """{apiVersion:"discovery.k8s.io/v1",kind:"EndpointSlice",addressType:"IPv4",metadata:{namespace:"shop",name:"web-1",labels:{kubernetes.io/service-name:"web"},annotations:{}},endpoints:[{addresses:["10.0.0.1"],conditions:{ready:true},nodeName:"n",targetRef:{kind:"Pod",name:"web-0"}}],ports:[{name:"",port:8080,protocol:"TCP"}]}""",
            Text(stage.View.Objects[0]));
    }

    [Fact]
    public void No_more_is_kept_of_a_kind_than_a_machine_can_hold()
    {
        var objects = new KindObjects();
        var half = new ClusterObject("shop", "a", new Node.Mapping(AlbEmulator.Model.Origin.None, []), null, (int)(KindObjects.MostBytes / 2));
        Assert.True(objects.Take(new WatchEvent(half, false, "1")));
        Assert.False(objects.Take(new WatchEvent(half, false, "2")));
        Assert.True(objects.Take(new WatchEvent(half with { Name = "b" }, false, "3")));
        Assert.True(objects.Take(new WatchEvent(half, true, "4")));
        Assert.True(objects.Take(new WatchEvent(half with { Name = "c" }, false, "5")));

        Assert.Throws<InvalidDataException>(() => objects.Take(new WatchEvent(half with { Name = "d" }, false, "6")));
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
        Assert.Equal(["ingressclasses", "ingressclassparams", "gatewayclasses", "namespaces", "nodes"], stage.View.Forbidden.Select(item => item.Kind.Plural));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[null]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":7}}]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"../../secrets"}}]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"a"},"spec":"\ud800"}]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"a"},"spec":""")]
    [InlineData("""{"metadata":{"resourceVersion":"1","continue":"again"},"items":[]}""")]
    public async Task What_is_no_list_is_told_in_words(string answer)
    {
        await using var server = await ApiServer.StartAsync();
        server.Instead = async http =>
        {
            await http.Response.WriteAsync(answer);
            return true;
        };

        await using var stage = new ClusterStage(server);
        var reason = stage.View.Open();

        Assert.Matches("^(what it tells of its [a-z]+ cannot be read|it tells of one of its [a-z]+ that has no name)$", reason);
        Assert.DoesNotContain(stage.Names, name => name.StartsWith("Ingress", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_that_are_nested_without_end_are_no_list()
    {
        await using var server = await ApiServer.StartAsync();
        server.Instead = async http =>
        {
            await http.Response.WriteAsync($$"""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"a"},"spec":{{new string('[', 100_000)}}""");
            return true;
        };

        await using var stage = new ClusterStage(server);

        Assert.EndsWith("cannot be read", stage.View.Open(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_without_end_is_given_up_and_takes_little_memory()
    {
        await using var server = await ApiServer.StartAsync();
        server.Refuses = static http => http.Request.Path.Value!.EndsWith("/ingresses", StringComparison.Ordinal) ? null : 404;
        var chunk = new byte[1024 * 1024];
        Array.Fill(chunk, (byte)' ');
        server.Instead = async http =>
        {
            while (true)
            {
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
            }
        };

        await using var stage = new ClusterStage(server);
        var before = GC.GetTotalAllocatedBytes();

        // Four tries, each with a smaller page.
        Assert.Equal($"the answer has more than {ClusterApi.Longest} bytes", stage.View.Open());
        Assert.True(GC.GetTotalAllocatedBytes() - before < 20L * ClusterApi.Longest, $"{GC.GetTotalAllocatedBytes() - before} bytes");
    }

    [Theory]
    [InlineData(302, "it sends us elsewhere, where nobody is followed (302)")]
    [InlineData(401, "it does not know who asks: log in again, as for kubectl (401)")]
    [InlineData(500, "it refuses (500)")]
    public async Task Answers_that_are_none_are_told_with_what_the_cluster_says(int status, string told)
    {
        await using var elsewhere = await ApiServer.StartAsync();
        await using var server = await ApiServer.StartAsync();
        server.Refuses = http =>
        {
            http.Response.Headers.Location = elsewhere.Url;
            return status;
        };

        await using var stage = new ClusterStage(server);

        Assert.StartsWith($"{told}, /", stage.View.Open(), StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
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

    /// <summary>A node in one line, with quotation marks around texts alone.</summary>
    private static string Text(Node node) => node switch
    {
        Node.Mapping mapping => $"{{{string.Join(',', mapping.Entries.Select(entry => $"{entry.Name}:{Text(entry.Value)}"))}}}",
        Node.Sequence sequence => $"[{string.Join(',', sequence.Items.Select(Text))}]",
        Node.Scalar { Kind: ScalarKind.Quoted } text => $"\"{text.Text.Replace('\n', '|')}\"",
        Node.Scalar { Kind: ScalarKind.Null } => "null",
        Node.Scalar other => other.Text,
        _ => "?",
    };
}
