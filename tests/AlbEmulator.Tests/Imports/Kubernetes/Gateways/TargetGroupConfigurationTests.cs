namespace AlbEmulator.Tests.Imports.Kubernetes.Gateways;

/// <summary>The target groups of Gateways, and what configures them.</summary>
public sealed class TargetGroupConfigurationTests
{
    [Fact]
    public void Port_of_checks_may_be_the_name_of_a_port() => Assert.Contains(
        "group k8s-shop-web HTTP HTTP1 8080 check HTTP:8080 / 200-399 every 15 timeout 5 healthy 3 unhealthy 3",
        GatewayStage.Lines(
            GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.All, Of("healthCheckConfig: { healthCheckPort: http }")));

    [Theory]
    [InlineData("healthCheckConfig: { healthCheckPort: admin }", "healthCheckPort is \"admin\", whose targetPort of Service shop/web is a name")]
    [InlineData("healthCheckConfig: { healthCheckPort: other }", "healthCheckPort is \"other\", and Service shop/web has no port of that name")]
    [InlineData("healthCheckConfig: { healthCheckProtocol: TCP }", "healthCheckProtocol is \"TCP\": an Application Load Balancer checks by HTTP or HTTPS")]
    [InlineData("protocol: TCP", "protocol is \"TCP\": write one of HTTP, HTTPS")]
    [InlineData("targetType: alb", "targetType is \"alb\": write one of instance, ip")]
    [InlineData("targetType: instance", "Service shop/web is of the type ClusterIP, and the target type instance needs NodePort or LoadBalancer: write targetType: ip in a TargetGroupConfiguration")]
    [InlineData("targetType: instance, targetControlPort: 3000", "the target type instance needs")]
    [InlineData("targetGroupNames: web", "there is no spec.defaultConfiguration.targetGroupNames: did you mean \"targetGroupName\"?")]
    public void Configuration_that_is_none_is_told(string props, string words) =>
        GatewayStage.AssertProblem(words, GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.All, Of(props));

    [Theory]
    [InlineData("ipAddressType: ipv6", "spec.defaultConfiguration.ipAddressType has no effect")]
    [InlineData("targetControlPort: 3000", "targetControlPort has no effect: the controller gives it to no target group")]
    [InlineData("protocolVersion: GRPC", "protocolVersion GRPC has no effect for HTTPRoute shop/web")]
    public void Configuration_that_has_no_effect_is_noted(string props, string words) =>
        GatewayStage.AssertNote(words, GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.All, Of(props));

    [Fact]
    public void Of_two_for_one_Service_the_first_counts() => GatewayStage.AssertNote(
        "TargetGroupConfiguration shop/web2 is for Service shop/web, and so is TargetGroupConfiguration shop/web: the controller takes one of them",
        GatewayStage.Gateway(),
        GatewayStage.Web,
        GatewayStage.All,
        Of("targetType: ip"),
        GatewayStage.TargetGroups("{ targetReference: { name: web } }", "web2"));

    [Theory]
    [InlineData("{ targetReference: { name: web } }", "has a targetReference, and LoadBalancerConfiguration shop/edge names it for all target groups")]
    [InlineData("", "names the TargetGroupConfiguration \"usual\" of \"shop\", which no file has")]
    public void Default_of_a_Gateway_that_is_none_is_told(string spec, string words) => GatewayStage.AssertProblem(
        words,
        [
            GatewayStage.Configured("{ defaultTargetGroupConfiguration: { name: usual } }"),
            GatewayStage.Web,
            GatewayStage.All,
            .. spec.Length > 0 ? [GatewayStage.TargetGroups(spec, "usual")] : (string[])[],
        ]);

    /// <summary>The hash of cluster, Gateway, route, Service, port, type, protocol and version, as <c>sha256sum</c> has it.</summary>
    [Fact]
    public void Name_of_a_group_is_made_of_the_route_and_of_all_that_tells_it_from_others() => Assert.Equal(
        ["k8s-shop-orders-2211658b44"],
        GatewayStage.Read(GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Route("rules: [{ backendRefs: [{ name: web, port: 80 }] }]", name: "orders"))
            .Topology.TargetGroups.Select(group => group.Name));

    [Fact]
    public void Ports_of_pods_with_names_have_a_group_each()
    {
        var service = GatewayStage.Web.Replace(
            GatewayStage.Web[GatewayStage.Web.IndexOf("spec:", StringComparison.Ordinal)..],
            "spec: { ports: [{ name: a, port: 80, targetPort: one }, { name: b, port: 81, targetPort: two }] }",
            StringComparison.Ordinal);
        var groups = GatewayStage.Read(
            GatewayStage.Gateway(), service, GatewayStage.Route("rules: [{ backendRefs: [{ name: web, port: 80 }, { name: web, port: 81 }] }]")).Topology.TargetGroups;
        Assert.Equal(2, groups.Select(group => group.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("shop/web:80")]
    [InlineData("shop/edge:shop-web:HTTPRoute-shop-web:8080")]
    public void Targets_are_told_by_the_Service_or_by_the_group(string name)
    {
        using var workspace = GatewayStage.Workspace(GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.All);
        workspace.Settings.Kubernetes.Targets = KubernetesTargets.Endpoints;
        workspace.Write("targets.yaml", $"Targets: {{ '{name}': [{{ Id: 127.0.0.1, Port: 3000 }}] }}");
        var reading = workspace.Read(GatewayStage.File, "targets.yaml");

        Assert.Empty(reading.Problems);
        Assert.Equal(3000, Assert.Single(reading.Topology.TargetGroups[0].Targets).Port);
    }

    [Fact]
    public void Default_of_the_class_goes_over_that_of_the_Gateway()
    {
        string[] documents =
        [
            GatewayStage.Configured("{ defaultTargetGroupConfiguration: { name: own } }"),
            GatewayStage.Web,
            GatewayStage.All,
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: { name: alb }
            spec: { controllerName: gateway.k8s.aws/alb, parametersRef: { group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: usual, namespace: shop } }
            ---
            apiVersion: gateway.k8s.aws/v1
            kind: LoadBalancerConfiguration
            metadata: { name: usual, namespace: shop }
            spec: { defaultTargetGroupConfiguration: { name: usual } }
            """,
            GatewayStage.TargetGroups("{ defaultConfiguration: { healthCheckConfig: { healthCheckPath: /class } } }", "usual"),
            GatewayStage.TargetGroups("{ defaultConfiguration: { protocol: HTTPS, healthCheckConfig: { healthCheckPath: /gateway } }, routeConfigurations: [] }", "own"),
        ];
        Assert.Contains(
            "group k8s-shop-web HTTPS HTTP1 8080 check HTTPS:traffic-port /class 200-399 every 15 timeout 5 healthy 3 unhealthy 3",
            GatewayStage.Lines(documents));
        GatewayStage.AssertNote("routeConfigurations of TargetGroupConfiguration shop/own have no effect beside those of TargetGroupConfiguration shop/usual", documents);
    }

    [Fact]
    public void Change_of_pods_or_of_a_configuration_is_seen_by_the_next_reading()
    {
        using var workspace = GatewayStage.Workspace(GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.All);
        workspace.Settings.Kubernetes.Targets = KubernetesTargets.Endpoints;
        var files = workspace.Files;
        Assert.Equal("/ 3000", Said(""));
        Assert.Equal("/ 3000", Said(""));
        Assert.Equal("/ 3001", Said("", 3001));
        Assert.Equal("/ready 3001", Said("---\n" + Of("healthCheckConfig: { healthCheckPath: /ready }"), 3001));

        string Said(string configuration, int port = 3000)
        {
            workspace.Write("beside.yaml", $$"""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: { name: web-1, namespace: shop, labels: { kubernetes.io/service-name: web } }
                ports: [{ name: http, port: {{port}} }]
                endpoints: [{ addresses: [127.0.0.1], targetRef: { kind: Pod, name: web-1 } }]
                {{configuration}}
                """);
            var reading = files.Read([GatewayStage.File, "beside.yaml"]);
            Assert.Empty(reading.Problems);
            var group = Assert.Single(reading.Topology.TargetGroups);
            return $"{group.HealthCheck.Path} {group.Targets[0].Port}";
        }
    }

    [Fact]
    public void Name_tells_what_a_group_is_for()
    {
        var names = new[]
        {
            Names(GatewayStage.All),
            Names(GatewayStage.Route("rules: [{ backendRefs: [{ name: web, port: 80 }] }]", name: "other")),
            Names(GatewayStage.Route("rules: [{ backendRefs: [{ name: web, port: 9000 }] }]")),
            Names(GatewayStage.All, Of("protocol: HTTPS")),
            Names(GatewayStage.All, Of("targetControlPort: 3000")),
        };

        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(Names(GatewayStage.All), Names(GatewayStage.All));
    }

    private static string Names(params string[] documents) =>
        GatewayStage.Read([GatewayStage.Gateway(), GatewayStage.Web, .. documents]).Topology.TargetGroups.Single().Name;

    private static string Of(string props) => GatewayStage.TargetGroups($"{{ targetReference: {{ name: web }}, defaultConfiguration: {{ {props} }} }}");
}
