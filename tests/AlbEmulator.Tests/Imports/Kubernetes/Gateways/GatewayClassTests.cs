namespace AlbEmulator.Tests.Imports.Kubernetes.Gateways;

/// <summary>Which Gateways count, and what configures them.</summary>
public sealed class GatewayClassTests
{
    private const string ParametersOfNoNamespace = "parametersRef: { group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: usual }";

    [Fact]
    public void Class_alb_counts_without_a_GatewayClass() => Assert.Equal(
        ["balancer k8s-shop-edge internal ipv4", "listener HTTP:80", "  default -> fixed 404 text/plain \"\""],
        GatewayStage.Lines(GatewayStage.Gateway()));

    [Theory]
    [InlineData("gateway.k8s.aws/nlb", "its class \"alb\" is of gateway.k8s.aws/nlb, for a Network Load Balancer")]
    [InlineData("example.com/other", "its class \"alb\" is of the controller \"example.com/other\", not of gateway.k8s.aws/alb")]
    public void Gateway_of_another_controller_is_left_out(string controller, string words)
    {
        using var workspace = GatewayStage.Workspace(GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.All, Class($"controllerName: {controller}"));
        var reading = workspace.Read(GatewayStage.File);

        Assert.Empty(reading.Topology.LoadBalancers);
        Assert.Contains(reading.Notes, note => note.ToString().EndsWith($"Gateway shop/edge is left out: {words}", StringComparison.Ordinal));
        Assert.Contains(reading.Notes, note => note.Message.StartsWith("HTTPRoute shop/web is left out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ParametersOfNoNamespace, "GatewayClass alb: spec.parametersRef has no namespace")]
    [InlineData("parametersRef: { group: elbv2.k8s.aws, kind: IngressClassParams, name: usual, namespace: infra }", "it must be a LoadBalancerConfiguration of gateway.k8s.aws")]
    [InlineData("parametersRef: { group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: usual, namespace: infra }", "names the LoadBalancerConfiguration \"usual\" of \"infra\", which no file has")]
    public void Parameters_of_a_class_that_are_none_are_told(string parameters, string words) => GatewayStage.AssertProblem(
        words, GatewayStage.Gateway(), Class($"controllerName: gateway.k8s.aws/alb, {parameters}"));

    [Fact]
    public void Listeners_are_configured_by_the_class_and_by_the_Gateway()
    {
        var lines = GatewayStage.Lines(
            GatewayStage.Configured("""
                { tags: { team: shop, stage: test }, listenerConfigurations: [
                  { protocolPort: 'HTTP:80', listenerAttributes: [{ key: routing.http.response.server.enabled, value: "true" }] },
                  { protocolPort: 'HTTP:81', listenerAttributes: [{ key: routing.http.response.server.enabled, value: "false" }] }] }
                """.ReplaceLineEndings(" "), "[{ name: a, protocol: HTTP, port: 80 }, { name: b, protocol: HTTP, port: 81 }]"),
            Class("controllerName: gateway.k8s.aws/alb, parametersRef: { group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: usual, namespace: infra }"),
            """
            apiVersion: gateway.k8s.aws/v1beta1
            kind: LoadBalancerConfiguration
            metadata: { name: usual, namespace: infra }
            spec: { loadBalancerName: front, listenerConfigurations: [{ protocolPort: 'HTTP:80', listenerAttributes: [{ key: routing.http.response.server.enabled, value: "false" }] }] }
            """);

        Assert.Equal("balancer front internal ipv4", lines[0]);
        Assert.Contains("listener HTTP:80 routing.http.response.server.enabled=false", lines);
        Assert.Contains("listener HTTP:81 routing.http.response.server.enabled=false", lines);
    }

    [Fact]
    public void Load_balancer_tells_whose_it_is()
    {
        var reading = GatewayStage.Read(GatewayStage.Configured("{ tags: { team: shop } }"), GatewayStage.Web, GatewayStage.All);

        Assert.Equal(
            ["elbv2.k8s.aws/cluster=kubernetes", "gateway.k8s.aws.alb/stack=shop/edge", "gateway.k8s.aws.alb/resource=LoadBalancer", "team=shop"],
            GatewayStage.Tags(reading, "LoadBalancers"));
        Assert.Contains(
            "gateway.k8s.aws.alb/resource=shop/edge:shop-web:HTTPRoute-shop-web:8080", GatewayStage.Tags(reading, "TargetGroups"));
    }

    [Theory]
    [InlineData("{ wafV2: { webACL: 'arn:aws:wafv2:x' } }", "AWS WAF is not emulated")]
    [InlineData("{ sourceRanges: [10.0.0.0/8] }", "sourceRanges is for security groups, which are not emulated")]
    [InlineData("{ enableICMP: true }", "spec.enableICMP has no effect")]
    [InlineData("{ listenerConfigurations: [{ protocolPort: 'HTTPS:443' }] }", "the listenerConfiguration \"HTTPS:443\" is for no listener of Gateway shop/edge")]
    public void What_has_no_effect_is_noted(string configuration, string words) =>
        GatewayStage.AssertNote(words, GatewayStage.Configured(configuration));

    [Fact]
    public void Settings_of_HTTPS_have_no_effect_on_HTTP() => GatewayStage.AssertNote(
        "sslPolicy has no effect: the listener at port 80 has the protocol HTTP",
        GatewayStage.Configured("{ listenerConfigurations: [{ protocolPort: 'http:80', sslPolicy: ELBSecurityPolicy-2016-08 }] }"));

    [Fact]
    public void Annotations_of_Ingresses_are_noted()
    {
        string[] documents =
        [
            GatewayStage.Gateway().Replace("name: edge,", "name: edge, annotations: { alb.ingress.kubernetes.io/scheme: internet-facing },", StringComparison.Ordinal),
            GatewayStage.Web.Replace("name: web,", "name: web, annotations: { alb.ingress.kubernetes.io/healthcheck-path: /a },", StringComparison.Ordinal),
            GatewayStage.All,
        ];
        GatewayStage.AssertNote("Gateway shop/edge: alb.ingress.kubernetes.io/scheme is for Ingresses, and has no effect for a Gateway: write a LoadBalancerConfiguration", documents);
        GatewayStage.AssertNote("Service shop/web: alb.ingress.kubernetes.io/healthcheck-path is for Ingresses", documents);
    }

    [Fact]
    public void Dry_run_is_run_here() => GatewayStage.AssertNote(
        "with which the controller only writes what it would make: it is run here",
        GatewayStage.Gateway().Replace("name: edge,", "name: edge, annotations: { gateway.k8s.aws/dry-run: \"true\" },", StringComparison.Ordinal));

    private static string Class(string spec) => $$"""
        apiVersion: gateway.networking.k8s.io/v1
        kind: GatewayClass
        metadata: { name: alb }
        spec: { {{spec}} }
        """;
}
