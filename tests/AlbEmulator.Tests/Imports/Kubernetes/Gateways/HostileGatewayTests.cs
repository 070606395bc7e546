namespace AlbEmulator.Tests.Imports.Kubernetes.Gateways;

/// <summary>Objects of the Gateway API that are not as they should be get an answer with their line, and never more.</summary>
public sealed class HostileGatewayTests
{
    private const string Seed = """
        apiVersion: gateway.networking.k8s.io/v1
        kind: GatewayClass
        metadata: { name: alb }
        spec: { controllerName: gateway.k8s.aws/alb, parametersRef: { group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: edge, namespace: shop } }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: shop }
        spec: { gatewayClassName: alb, infrastructure: { parametersRef: { group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: edge } }, allowedListeners: { namespaces: { from: All } }, listeners: [{ name: http, protocol: HTTP, port: 80, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { a: b }, matchExpressions: [{ key: a, operator: Exists }] } }, kinds: [{ kind: HTTPRoute }] } }, { name: https, protocol: HTTPS, port: 443, hostname: a.example.com, tls: { mode: Terminate, certificateRefs: [{ name: tls }] } }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: ListenerSet
        metadata: { name: more, namespace: shop }
        spec: { parentRef: { name: edge }, listeners: [{ name: http, protocol: HTTP, port: 81 }] }
        ---
        apiVersion: gateway.k8s.aws/v1
        kind: LoadBalancerConfiguration
        metadata: { name: edge, namespace: shop }
        spec: { mergingMode: prefer-gateway, scheme: internal, tags: { a: b }, defaultTargetGroupConfiguration: { name: usual }, loadBalancerAttributes: [{ key: idle_timeout.timeout_seconds, value: "9" }], listenerConfigurations: [{ protocolPort: 'HTTPS:443', defaultCertificate: a, certificates: [b], sslPolicy: c, mutualAuthentication: { mode: verify, trustStore: d }, listenerAttributes: [{ key: e, value: f }] }] }
        ---
        apiVersion: gateway.k8s.aws/v1
        kind: TargetGroupConfiguration
        metadata: { name: usual, namespace: shop }
        spec: { defaultConfiguration: { targetType: ip, tags: { a: b }, healthCheckConfig: { healthCheckPort: http, matcher: { httpCode: "200" } }, targetGroupAttributes: [{ key: a, value: b }] }, routeConfigurations: [{ routeIdentifier: { kind: HTTPRoute }, targetGroupProps: { protocol: HTTP } }] }
        ---
        apiVersion: gateway.k8s.aws/v1
        kind: ListenerRuleConfiguration
        metadata: { name: own, namespace: shop }
        spec: { tags: { a: b }, conditions: [{ field: source-ip, sourceIPConfig: { values: [10.0.0.0/8] }, matchIndexes: [0] }], actions: [{ type: jwt-validation, jwtValidationConfig: { issuer: a, jwksEndpoint: b, additionalClaims: [{ format: c, name: d, values: [e] }] } }, { type: forward, forwardConfig: { targetGroupStickinessConfig: { enabled: true } } }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: web, namespace: shop }
        spec: { parentRefs: [{ name: edge, sectionName: http, port: 80 }, { kind: ListenerSet, name: more }], hostnames: [a.example.com], rules: [{ matches: [{ path: { type: Exact, value: /a }, headers: [{ name: a, value: b }], queryParams: [{ name: a, value: b }], method: GET }], filters: [{ type: URLRewrite, urlRewrite: { hostname: a, path: { type: ReplaceFullPath, replaceFullPath: /b } } }, { type: ExtensionRef, extensionRef: { group: gateway.k8s.aws, kind: ListenerRuleConfiguration, name: own } }], backendRefs: [{ name: web, namespace: shop, port: 80, weight: 1 }, { kind: TargetGroupName, name: legacy }] }, { filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, port: 443, statusCode: 301, path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }] }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: GRPCRoute
        metadata: { name: web, namespace: shop }
        spec: { parentRefs: [{ name: edge }], rules: [{ matches: [{ method: { type: Exact, service: a, method: b }, headers: [{ name: a, value: b }] }], backendRefs: [{ name: web, port: 80 }] }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: ReferenceGrant
        metadata: { name: a, namespace: shop }
        spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }], to: [{ group: '', kind: Service, name: web }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec: { type: NodePort, ports: [{ name: http, port: 80, targetPort: 8080, nodePort: 30080, appProtocol: kubernetes.io/h2c }] }
        """;

    private static readonly string[] Others = ["7", "null", "''", "[]", "{}", "[7]", "[null]", "[{}]", "[[]]", "{ a: [] }", "-1", "99999999999", "true", "'*'", "'(['"];

    /// <summary>Every value of every object is some others, one after the other.</summary>
    [Fact]
    public void Values_of_other_types_end_nothing()
    {
        var places = Places(Seed).ToList();
        Assert.True(places.Count > 150);
        foreach (var (index, (at, length)) in places.Index())
        {
            for (var turn = 0; turn < 3; turn++)
            {
                var other = Others[(index + (turn * 5)) % Others.Length];
                var reading = GatewayStage.Read(string.Concat(Seed.AsSpan(0, at), other, Seed.AsSpan(at + length)));
                Assert.All(reading.Problems, problem => Assert.Equal(GatewayStage.File, problem.Origin.File));
            }
        }
    }

    /// <summary>Where values stand: behind a colon and a blank, as far as what they hold goes.</summary>
    private static IEnumerable<(int At, int Length)> Places(string text)
    {
        for (var at = text.IndexOf(": ", StringComparison.Ordinal); at >= 0; at = text.IndexOf(": ", at + 1, StringComparison.Ordinal))
        {
            var (start, depth, end) = (at + 2, 0, at + 2);
            while (end < text.Length && text[end] != '\n' && !(depth == 0 && text[end] is ',' or '}' or ']'))
            {
                depth += text[end] is '{' or '[' ? 1 : text[end] is '}' or ']' ? -1 : 0;
                end++;
            }

            yield return (start, text[start..end].TrimEnd().Length);
        }
    }
}
