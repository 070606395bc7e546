using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports.Kubernetes.Gateways;

/// <summary>Manifests of a Gateway <c>shop/edge</c>, whose Services are their own targets.</summary>
internal static class GatewayStage
{
    public const string File = "gateway.yaml";

    /// <summary>A Service of two ports.</summary>
    public const string Web = """
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec: { ports: [{ name: http, port: 80, targetPort: 8080 }, { name: admin, port: 9000, targetPort: named }] }
        """;

    /// <summary>A route that takes all to it.</summary>
    public static readonly string All = Route("rules: [{ backendRefs: [{ name: web, port: 80 }] }]");

    public static string Gateway(string listeners = "[{ name: http, protocol: HTTP, port: 80 }]", string more = "") => $$"""
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: shop }
        spec:
          gatewayClassName: alb
          listeners: {{listeners}}
          {{more}}
        """;

    /// <summary>A Gateway that a LoadBalancerConfiguration configures.</summary>
    public static string Configured(string configuration, string listeners = "[{ name: http, protocol: HTTP, port: 80 }]") => $$"""
        {{Gateway(listeners, "infrastructure: { parametersRef: { group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: edge } }")}}
        ---
        apiVersion: gateway.k8s.aws/v1
        kind: LoadBalancerConfiguration
        metadata: { name: edge, namespace: shop }
        spec: {{configuration}}
        """;

    public static string Route(string spec, string kind = "HTTPRoute", string name = "web", string parents = "[{ name: edge }]") => $$"""
        apiVersion: gateway.networking.k8s.io/v1
        kind: {{kind}}
        metadata: { name: {{name}}, namespace: shop }
        spec:
          parentRefs: {{parents}}
          {{spec}}
        """;

    /// <summary>A rule with a ListenerRuleConfiguration, and the configuration.</summary>
    public static string Ruled(string configuration, string rule = "backendRefs: [{ name: web, port: 80 }]", string more = "") => $$"""
        {{Route($"rules: [{{ filters: [{more}{{ type: ExtensionRef, extensionRef: {{ group: gateway.k8s.aws, kind: ListenerRuleConfiguration, name: own }} }}], {rule} }}]")}}
        ---
        apiVersion: gateway.k8s.aws/v1
        kind: ListenerRuleConfiguration
        metadata: { name: own, namespace: shop }
        {{configuration}}
        """;

    public static string TargetGroups(string spec, string name = "web") => $$"""
        apiVersion: gateway.k8s.aws/v1beta1
        kind: TargetGroupConfiguration
        metadata: { name: {{name}}, namespace: shop }
        spec: {{spec}}
        """;

    public static TopologyReading Read(params string[] documents)
    {
        using var workspace = Workspace(documents);
        return workspace.Read(File);
    }

    public static Workspace Workspace(params string[] documents)
    {
        var workspace = new Workspace();
        workspace.Settings.Kubernetes.Targets = KubernetesTargets.Services;
        workspace.Settings.Kubernetes.TargetType = KubernetesTargetType.Ip;
        workspace.Write(File, string.Join("\n---\n", documents));
        return workspace;
    }

    /// <summary>What was made, in short lines.</summary>
    public static IReadOnlyList<string> Lines(params string[] documents)
    {
        var reading = Read(documents);
        Assert.Empty(reading.Problems);
        return SaidInLines.Of(reading, hasTargets: false);
    }

    /// <summary>The lines of rules.</summary>
    public static IReadOnlyList<string> Rules(params string[] documents) =>
        [.. Lines(documents).Where(line => line.StartsWith("  ", StringComparison.Ordinal) && !line.StartsWith("  default", StringComparison.Ordinal)).Select(line => line.Trim())];

    /// <summary>The tags of something that was made, such as <c>LoadBalancers</c>, of the first of each.</summary>
    public static IEnumerable<string> Tags(TopologyReading reading, params IEnumerable<string> path) =>
        path.Aggregate((Node?)reading.Roots[0], (node, name) => node.Find(name).Items()[0]).Find("Tags").Items()
            .Select(tag => $"{Text(tag, "Key")}={Text(tag, "Value")}");

    private static string Text(Node tag, string name) => tag.Find(name).TryAny(out var text) ? text : "";

    public static void AssertProblem(string words, params string[] documents) =>
        Assert.Contains(words, Assert.Single(Read(documents).Problems).ToString(), StringComparison.Ordinal);

    public static void AssertNote(string words, params string[] documents)
    {
        var reading = Read(documents);
        Assert.Empty(reading.Problems);
        Assert.Contains(reading.Notes, (Problem note) => note.ToString().Contains(words, StringComparison.Ordinal));
    }
}
