using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlbEmulator.Tests.Deployment;

/// <summary>What the NetworkPolicies among objects allow, as Kubernetes says that they add up.</summary>
/// <param name="Made">The objects.</param>
internal sealed record NetworkPolicies(Kustomized Made)
{
    private IEnumerable<JsonNode> Specs => Made.Of("NetworkPolicy").Select(policy => policy["spec"]!);

    /// <summary>Selectors of pods: whom a policy is for, and whom its rules name.</summary>
    public IEnumerable<JsonNode> Selectors => Specs.SelectMany(spec =>
        Peers(spec, "ingress", "from").Concat(Peers(spec, "egress", "to")).Append(spec["podSelector"]!));

    /// <summary>Ports that are called by a name, with the pods that have to have it.</summary>
    public IEnumerable<(string Port, IReadOnlyList<PodTemplate> Pods)> NamedPorts =>
        from spec in Specs
        from direction in new[] { "ingress", "egress" }
        from rule in spec[direction]?.AsArray() ?? []
        from port in rule["ports"]?.AsArray() ?? []
        where IsNamed(port!)
        let selectors = direction == "ingress" ? [spec["podSelector"]!] : rule["to"]!.AsArray().Select(peer => peer!["podSelector"]!)
        select ((string)port["port"]!, (IReadOnlyList<PodTemplate>)[.. selectors.SelectMany(Matching)]);

    /// <summary>Pods with all labels of a selector.</summary>
    public IEnumerable<PodTemplate> Matching(JsonNode selector) => Made.Pods.Where(pods => pods.Matches(selector["matchLabels"]!));

    /// <summary>Whether pods may open a connection to a port of others: as far as there are policies for them, one has to say so on each side.</summary>
    public bool Allow(PodTemplate from, PodTemplate to, string port) =>
        Allow(from, "Egress", "to", to, to, port) && Allow(to, "Ingress", "from", from, to, port);

    private bool Allow(PodTemplate own, string direction, string peers, PodTemplate other, PodTemplate listening, string port)
    {
        var policies = Specs.Where(spec => own.Matches(spec["podSelector"]!["matchLabels"]!)
            && spec["policyTypes"]!.AsArray().Any(type => (string)type! == direction)).ToList();
        return policies.Count == 0 || policies
            .SelectMany(spec => spec[direction.ToLowerInvariant()]?.AsArray() ?? [])
            .Any(rule => (rule![peers]?.AsArray().Any(peer => other.Matches(peer!["podSelector"]!["matchLabels"]!)) ?? true)
                && (rule["ports"]?.AsArray().Any(each => Is(each!, listening, port)) ?? true));
    }

    private static bool Is(JsonNode port, PodTemplate pods, string name) =>
        IsNamed(port) ? (string)port["port"]! == name : (int)port["port"]! == pods.Ports[name];

    private static bool IsNamed(JsonNode port) => port["port"]!.GetValueKind() == JsonValueKind.String;

    private static IEnumerable<JsonNode> Peers(JsonNode spec, string direction, string peers) =>
        (spec[direction]?.AsArray() ?? []).SelectMany(rule => rule![peers]?.AsArray() ?? []).Select(peer => peer!["podSelector"]!);
}
