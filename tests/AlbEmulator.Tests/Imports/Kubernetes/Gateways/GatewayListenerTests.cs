namespace AlbEmulator.Tests.Imports.Kubernetes.Gateways;

/// <summary>The listeners of Gateways and ListenerSets.</summary>
public sealed class GatewayListenerTests
{
    private const string Set = """
        apiVersion: gateway.networking.k8s.io/v1
        kind: ListenerSet
        metadata: { name: more, namespace: shop }
        spec:
          parentRef: { name: edge }
          listeners: [{ name: http, protocol: HTTP, port: 8080 }]
        """;

    [Theory]
    [InlineData(
        "[{ name: a, protocol: HTTP, port: 80, hostname: a.example.com }, { name: b, protocol: HTTP, port: 80, hostname: a.example.com }]",
        "listener \"b\" of Gateway shop/edge is left out: it has the hostname \"a.example.com\" at port 80")]
    [InlineData(
        "[{ name: a, protocol: HTTP, port: 80 }, { name: b, protocol: HTTPS, port: 80, hostname: a.example.com }]",
        "listener \"b\" of Gateway shop/edge is left out: it has HTTPS at port 80")]
    [InlineData("[{ name: a, protocol: HTTP, port: 80 }, { name: b, protocol: TLS, port: 443 }]", "it has the protocol \"TLS\"")]
    [InlineData(
        "[{ name: a, protocol: HTTP, port: 80 }, { name: b, protocol: HTTP, port: 81, allowedRoutes: { kinds: [{ kind: TCPRoute }] } }]",
        "it allows routes of the kind \"TCPRoute\"")]
    public void Listener_that_does_not_go_is_left_out(string listeners, string words)
    {
        GatewayStage.AssertNote(words, GatewayStage.Gateway(listeners));
        Assert.Single(GatewayStage.Lines(GatewayStage.Gateway(listeners)), line => line.StartsWith("listener", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[{ protocol: HTTP, port: 80 }]", "has a listener without a name")]
    [InlineData("[{ name: a, protocol: HTTP, port: 70000 }]", "needs a port from 1 to 65535")]
    [InlineData("[{ name: a, protocol: HTTP, port: 80, hostname: 'Shop.example.com' }]", "has the hostname \"Shop.example.com\"")]
    [InlineData("[{ name: a, protocol: HTTP, port: 80, hostname: 10.0.0.1 }]", "has the hostname \"10.0.0.1\"")]
    [InlineData("[{ name: a, protocol: HTTP, port: 80, tls: { certificateRefs: [{ name: x }] } }]", "has tls, which does not go with the protocol HTTP")]
    [InlineData("[{ name: a, protocol: HTTPS, port: 443, hostname: a.example.com, tls: { mode: Passthrough } }]", "with HTTPS it must be Terminate")]
    [InlineData("[{ name: a, protocol: HTTP, port: 80 }, { name: a, protocol: HTTP, port: 81 }]", "give each a name of its own")]
    public void Listener_that_is_none_is_told(string listeners, string words) => GatewayStage.AssertProblem(words, GatewayStage.Gateway(listeners));

    [Fact]
    public void Listeners_of_a_set_are_of_the_Gateway_that_takes_them()
    {
        var rules = GatewayStage.Lines(
            GatewayStage.Gateway(more: "allowedListeners: { namespaces: { from: Same } }"),
            Set,
            GatewayStage.Web,
            GatewayStage.Route("rules: [{ backendRefs: [{ name: web, port: 80 }] }]", parents: "[{ kind: ListenerSet, name: more }]"));

        Assert.Equal(
            [
                "listener HTTP:80",
                "  default -> fixed 404 text/plain \"\"",
                "listener HTTP:8080",
                "  1 path-pattern=/* -> forward k8s-shop-web",
            ],
            rules.Skip(1).Take(4));
    }

    [Fact]
    public void Set_is_left_out_where_the_Gateway_takes_none() => GatewayStage.AssertNote(
        "ListenerSet shop/more is left out: Gateway shop/edge takes no listeners of \"shop\"", GatewayStage.Gateway(), Set);

    [Fact]
    public void Routes_of_the_Gateway_are_not_at_listeners_of_its_sets() => Assert.DoesNotContain(
        "listener HTTP:8080\n  1",
        string.Join('\n', GatewayStage.Lines(
            GatewayStage.Gateway(more: "allowedListeners: { namespaces: { from: All } }"), Set, GatewayStage.Web, GatewayStage.All)),
        StringComparison.Ordinal);

    [Fact]
    public void Certificate_of_a_Secret_is_shown_beyond_the_controller()
    {
        using var authority = new Support.Authority("CN=shop");
        using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(authority.Certificate)!;
        var reading = GatewayStage.Read(
            GatewayStage.Gateway("[{ name: https, protocol: HTTPS, port: 443, hostname: shop.example.com, tls: { certificateRefs: [{ name: shop-tls }] } }]"),
            $$"""
            apiVersion: v1
            kind: Secret
            metadata: { name: shop-tls, namespace: shop }
            data:
              tls.crt: {{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(authority.Certificate.ExportCertificatePem()))}}
              tls.key: {{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key.ExportPkcs8PrivateKeyPem()))}}
            """);

        Assert.Empty(reading.Problems);
        Assert.Single(reading.Topology.LoadBalancers[0].Listeners[0].Certificates);
        Assert.Contains(reading.Notes, note => note.Message.Contains("the controller takes none from a Secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Certificate_that_ACM_would_have_is_made() => GatewayStage.AssertNote(
        "is found with ACM by its hosts there: one for development is made in its place",
        GatewayStage.Gateway("[{ name: https, protocol: HTTPS, port: 443, hostname: shop.example.com }]"));

    [Fact]
    public void Hostname_of_a_route_is_enough_to_find_a_certificate_by() => Assert.Equal(
        ["1 host-header=shop.example.com path-pattern=/* -> forward k8s-shop-web"],
        GatewayStage.Rules(
            GatewayStage.Gateway("[{ name: https, protocol: HTTPS, port: 443 }]"),
            GatewayStage.Web,
            GatewayStage.Route("hostnames: [shop.example.com]\n  rules: [{ backendRefs: [{ name: web, port: 80 }] }]")));

    [Theory]
    [InlineData("mutualAuthentication: { mode: verify }", "mutualAuthentication has the mode verify and no trustStore")]
    [InlineData("mutualAuthentication: { mode: passthrough, trustStore: clients }", "mutualAuthentication has the mode passthrough, with which trustStore")]
    [InlineData("mutualAuthentication: { trustStore: clients }", "mutualAuthentication has no mode")]
    [InlineData("quicEnabled: true", "quicEnabled is for listeners of UDP")]
    public void Configuration_of_a_listener_that_is_none_is_told(string configuration, string words) => GatewayStage.AssertProblem(
        words,
        GatewayStage.Configured(
            $"{{ listenerConfigurations: [{{ protocolPort: 'HTTPS:443', {configuration} }}] }}",
            "[{ name: https, protocol: HTTPS, port: 443, hostname: shop.example.com }]"));
}
