using AlbEmulator.Clusters.Objects;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Clusters;

/// <summary>What is kept of the objects of a cluster.</summary>
public sealed class KeptObjectTests
{
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
        var half = new ClusterObject("shop", "a", new Node.Mapping(Origin.None, []), null, (int)(KindObjects.MostBytes / 2));
        Assert.True(objects.Take(new WatchEvent(half, false, "1")));
        Assert.False(objects.Take(new WatchEvent(half, false, "2")));
        Assert.True(objects.Take(new WatchEvent(half with { Name = "b" }, false, "3")));
        Assert.True(objects.Take(new WatchEvent(half, true, "4")));
        Assert.True(objects.Take(new WatchEvent(half with { Name = "c" }, false, "5")));

        Assert.Throws<InvalidDataException>(() => objects.Take(new WatchEvent(half with { Name = "d" }, false, "6")));
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
