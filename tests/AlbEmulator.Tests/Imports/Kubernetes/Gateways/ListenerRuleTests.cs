using AlbEmulator.Model;

namespace AlbEmulator.Tests.Imports.Kubernetes.Gateways;

/// <summary>What ListenerRuleConfigurations add to rules.</summary>
public sealed class ListenerRuleTests
{
    private const string Secure = "[{ name: https, protocol: HTTPS, port: 443, hostname: a.example.com }]";

    private const string Oidc = "spec: { actions: [{ type: authenticate-oidc, authenticateOIDCConfig: { issuer: 'https://i.example.com', authorizationEndpoint: 'https://i.example.com/a', "
        + "tokenEndpoint: 'https://i.example.com/t', userInfoEndpoint: 'https://i.example.com/u', secret: { name: login } } }] }";

    [Theory]
    [InlineData("spec: { conditions: [{ field: source-ip, sourceIPConfig: { values: [10.0.0.0/8] } }] }", "path-pattern=/a source-ip=10.0.0.0/8|path-pattern=/b source-ip=10.0.0.0/8")]
    [InlineData("spec: { conditions: [{ field: source-ip, sourceIPConfig: { values: [10.0.0.0/8] }, matchIndexes: [1] }] }", "path-pattern=/a|path-pattern=/b source-ip=10.0.0.0/8")]
    public void Addresses_are_asked_of_matches(string configuration, string conditions) => Assert.Equal(
        conditions.Split('|').Select((text, index) => $"{index + 1} {text} -> forward k8s-shop-web"),
        GatewayStage.Rules(
            GatewayStage.Gateway(),
            GatewayStage.Web,
            GatewayStage.Ruled(
                configuration,
                "matches: [{ path: { type: Exact, value: /a } }, { path: { type: Exact, value: /b } }], backendRefs: [{ name: web, port: 80 }]")));

    [Fact]
    public void Places_of_matches_that_a_rule_has_not_are_noted() => GatewayStage.AssertNote(
        "the condition is for matches 7, and the rule of HTTPRoute shop/web",
        GatewayStage.Gateway(),
        GatewayStage.Web,
        GatewayStage.Ruled("spec: { conditions: [{ field: source-ip, sourceIPConfig: { values: [10.0.0.0/8] }, matchIndexes: [7] }] }"));

    [Fact]
    public void Query_of_a_redirect_is_configured() => Assert.Equal(
        ["1 path-pattern=/* -> redirect HTTP_302 HTTPS://#{host}:443/#{path}?a=1&#{query}"],
        GatewayStage.Rules(GatewayStage.Gateway(), GatewayStage.Ruled(
            "spec: { actions: [{ type: redirect, redirectConfig: { query: 'a=1&#{query}' } }] }",
            "name: moved",
            "{ type: RequestRedirect, requestRedirect: { scheme: https } }, ")));

    [Fact]
    public void Provider_that_the_emulator_runs_needs_no_Secret()
    {
        var reading = GatewayStage.Read(
            GatewayStage.Gateway(Secure),
            GatewayStage.Web,
            GatewayStage.Ruled("spec: { actions: [{ type: authenticate-oidc, authenticateOIDCConfig: { issuer: 'echo:9100' } }] }"));
        Assert.Empty(reading.Problems);
        Assert.Equal("http://localhost:9100", Assert.Single(Assert.Single(reading.Topology.LoadBalancers[0].Listeners[0].Rules).Actions.OfType<RuleAction.Authenticate>()).Provider.Issuer);
    }

    [Theory]
    [InlineData("spec: { actions: [{ type: redirect, redirectConfig: { query: a } }] }", "whose redirectConfig needs a filter RequestRedirect in the same rule")]
    [InlineData("spec: { actions: [{ type: wait }] }", "has an action of the type \"wait\"")]
    [InlineData("spec: { actions: [{ type: forward }] }", "has an action forward without forwardConfig")]
    [InlineData("spec: { actions: [{ type: fixed-response, fixedResponseConfig: {} }] }", "has a fixedResponseConfig without statusCode")]
    [InlineData(
        "spec: { actions: [{ type: forward, forwardConfig: {} }, { type: fixed-response, fixedResponseConfig: { statusCode: 503 } }] }", "has too many actions")]
    [InlineData("spec: { conditions: [{ field: host-header }] }", "there is source-ip alone")]
    [InlineData("spec: { conditions: [{ field: source-ip }] }", "has a condition without sourceIPConfig.values")]
    [InlineData(Oidc, "authenticateOIDCConfig.secret names the Secret \"login\" of \"shop\", which no file has")]
    [InlineData("spec: { actions: [{ type: jwt-validation, jwtValidationConfig: { issuer: 'https://i.example.com' } }] }", "has no jwksEndpoint here")]
    public void Configuration_that_is_none_is_told(string configuration, string words) =>
        GatewayStage.AssertProblem(words, GatewayStage.Gateway(Secure), GatewayStage.Web, GatewayStage.Ruled(configuration));

    [Fact]
    public void Configuration_that_the_controller_has_not_accepted_leaves_a_rule_without_backends()
    {
        string[] documents = [GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Ruled("spec: {}\nstatus: { accepted: false }")];
        Assert.Equal(["1 path-pattern=/* -> fixed 500 text/plain \"\""], GatewayStage.Rules(documents));
        GatewayStage.AssertNote("names the ListenerRuleConfiguration shop/own, which the controller has not accepted", documents);
    }

    [Fact]
    public void Login_that_is_left_out_on_HTTP_is_noted() => GatewayStage.AssertNote(
        "HTTPRoute shop/web asks for no login and no token at port 80: the controller leaves that out on HTTP listeners",
        GatewayStage.Gateway(),
        GatewayStage.Web,
        GatewayStage.Ruled("spec: { actions: [{ type: jwt-validation, jwtValidationConfig: { issuer: 'https://i.example.com', jwksEndpoint: 'https://i.example.com/keys' } }] }"));

    [Fact]
    public void Several_configurations_are_none()
    {
        string[] documents =
        [
            GatewayStage.Gateway(),
            GatewayStage.Web,
            GatewayStage.Ruled("spec: {}", more: "{ type: ExtensionRef, extensionRef: { group: gateway.k8s.aws, kind: ListenerRuleConfiguration, name: other } }, "),
        ];
        Assert.Equal(["1 path-pattern=/* -> fixed 500 text/plain \"\""], GatewayStage.Rules(documents));
        GatewayStage.AssertNote("names several ListenerRuleConfiguration in one rule", documents);
    }

    [Fact]
    public void Extension_of_another_kind_has_no_effect() => GatewayStage.AssertNote(
        "has an extensionRef to \"example.com/Filter\", which has no effect",
        GatewayStage.Gateway(),
        GatewayStage.Web,
        GatewayStage.Route("rules: [{ filters: [{ type: ExtensionRef, extensionRef: { group: example.com, kind: Filter, name: a } }], backendRefs: [{ name: web, port: 80 }] }]"));

    [Fact]
    public void Rule_has_the_tags_of_its_configuration()
    {
        var reading = GatewayStage.Read(GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Ruled("spec: { tags: { team: shop } }"));
        Assert.Equal(
            ["elbv2.k8s.aws/cluster=kubernetes", "gateway.k8s.aws.alb/stack=shop/edge", "gateway.k8s.aws.alb/resource=80:1", "team=shop"],
            GatewayStage.Tags(reading, "LoadBalancers", "Listeners", "Rules"));
    }
}
