namespace AlbEmulator.Tests.Imports.Kubernetes.Gateways;

/// <summary>Which routes are at which listeners, and what is said of those that are at none.</summary>
public sealed class RouteAttachmentTests
{
    [Theory]
    [InlineData("[{ name: edge, sectionName: https }]", "\"edge\" has not the listener \"https\": there is http (80)")]
    [InlineData("[{ name: edge, port: 443 }]", "\"edge\" has not a listener at port 443")]
    [InlineData("[{ name: other }]", "HTTPRoute shop/web is left out: no Gateway that is run is called \"other\" there")]
    [InlineData("[{ name: edge, namespace: other }]", "HTTPRoute shop/web is left out")]
    [InlineData("[{ kind: Service, name: edge }]", "HTTPRoute shop/web is left out")]
    public void Route_that_finds_no_listener_is_noted(string parents, string words) => GatewayStage.AssertNote(
        words, GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Route("rules: [{ backendRefs: [{ name: web, port: 80 }] }]", parents: parents));

    [Fact]
    public void Route_that_no_listener_takes_is_noted_with_the_reason()
    {
        GatewayStage.AssertNote(
            "takes no GRPCRoute: it has the protocol HTTP", GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Route("rules: []", "GRPCRoute"));
        GatewayStage.AssertNote(
            "takes no routes of the namespace \"shop\", write allowedRoutes.namespaces there",
            GatewayStage.Gateway("[{ name: http, protocol: HTTP, port: 80, allowedRoutes: { namespaces: { from: None } } }]"),
            GatewayStage.Web,
            GatewayStage.All);
        GatewayStage.AssertNote(
            "is for \"a.example.com\", which is none of the hostnames of the route",
            GatewayStage.Gateway("[{ name: http, protocol: HTTP, port: 80, hostname: a.example.com }]"),
            GatewayStage.Web,
            GatewayStage.Route("hostnames: [b.example.com]"));
    }

    [Fact]
    public void Hostname_that_fits_no_listener_is_noted() => GatewayStage.AssertNote(
        "has the hostname \"b.example.org\", which fits no listener that it is attached to",
        GatewayStage.Gateway("[{ name: http, protocol: HTTP, port: 80, hostname: '*.example.com' }]"),
        GatewayStage.Web,
        GatewayStage.Route("hostnames: [a.example.com, b.example.org]\n  rules: [{ backendRefs: [{ name: web, port: 80 }] }]"));

    [Fact]
    public void Listener_without_a_hostname_does_not_count_beside_one_that_has()
    {
        var gateway = GatewayStage.Gateway("[{ name: one, protocol: HTTP, port: 80, hostname: a.example.com }, { name: any, protocol: HTTP, port: 80 }]");
        Assert.Equal(
            ["1 host-header=a.example.com path-pattern=/* -> forward k8s-shop-web"],
            GatewayStage.Rules(gateway, GatewayStage.Web, GatewayStage.All));
        GatewayStage.AssertNote("takes only requests for \"a.example.com\" at port 80", gateway, GatewayStage.Web, GatewayStage.All);
    }

    [Fact]
    public void Namespace_that_no_file_has_counts_as_one_without_labels() => GatewayStage.AssertNote(
        "no file has the Namespace \"shop\"",
        GatewayStage.Gateway("[{ name: http, protocol: HTTP, port: 80, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { a: b } } } } }]"),
        GatewayStage.Web,
        GatewayStage.All);

    [Theory]
    [InlineData("from: Every", "from must be All, Same, Selector or None")]
    [InlineData("from: Selector, selector: { matchExpressions: [{ key: a, operator: Like, values: [b] }] }", "selector has an expression that is none")]
    public void Choice_of_namespaces_that_is_none_is_told(string choice, string words) => GatewayStage.AssertProblem(
        words,
        GatewayStage.Gateway($"[{{ name: http, protocol: HTTP, port: 80, allowedRoutes: {{ namespaces: {{ {choice} }} }} }}]"),
        GatewayStage.Web,
        GatewayStage.All);

    [Fact]
    public void Route_of_two_Gateways_is_at_both_and_said_once()
    {
        var reading = GatewayStage.Read(
            GatewayStage.Gateway(),
            GatewayStage.Gateway("[{ name: http, protocol: HTTP, port: 81 }]").Replace("name: edge", "name: other", StringComparison.Ordinal),
            GatewayStage.Web,
            GatewayStage.Route("rules: [{ timeouts: { request: 5s }, backendRefs: [{ name: web, port: 80 }, { name: nowhere, port: 80 }] }]", parents: "[{ name: edge }, { name: other }]"));

        Assert.Empty(reading.Problems);
        Assert.Equal(2, reading.Topology.LoadBalancers.Count);
        Assert.Equal(2, reading.Topology.TargetGroups.Count);
        Assert.Single(reading.Notes, note => note.Message.Contains("spec.rules.timeouts has no effect", StringComparison.Ordinal));
        Assert.Single(reading.Notes, note => note.Message.Contains("no file has the Service \"nowhere\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rules: [{ retry: { attempts: 3 }, backendRefs: [{ name: web, port: 80 }] }]", "HTTPRoute shop/web: spec.rules.retry has no effect")]
    [InlineData("rules: [{ sessionPersistence: { type: Cookie }, backendRefs: [{ name: web, port: 80 }] }]", "spec.rules.sessionPersistence has no effect")]
    [InlineData("rules: [{ backendRefs: [{ name: web, port: 80, filters: [] }] }]", "spec.rules.backendRefs.filters has no effect")]
    public void Field_that_the_controller_does_not_read_is_noted(string spec, string words) =>
        GatewayStage.AssertNote(words, GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Route(spec));

    [Theory]
    [InlineData("rules: [{ backendRef: [{ name: web, port: 80 }] }]", "there is no spec.rules.backendRef: did you mean \"backendRefs\"?")]
    [InlineData("hostnames: [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a]\n  rules: [{ backendRefs: [{ name: web, port: 80 }] }]", "spec.hostnames has 17 items, and may have 16")]
    [InlineData("rules: { backendRefs: [{ name: web, port: 80 }] }", "spec.rules must be a list")]
    [InlineData("rules: [{ matches: [{ path: /a }], backendRefs: [{ name: web, port: 80 }] }]", "spec.rules.matches.path must be an object")]
    public void Field_that_there_is_not_is_told(string spec, string words) =>
        Assert.Contains(
            GatewayStage.Read(GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Route(spec)).Problems,
            problem => problem.ToString().Contains(words, StringComparison.Ordinal));
}
