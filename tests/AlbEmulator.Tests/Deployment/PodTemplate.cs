using System.Text.Json.Nodes;

namespace AlbEmulator.Tests.Deployment;

/// <summary>The pods that a Deployment or a StatefulSet makes.</summary>
/// <param name="Owner">What makes them.</param>
internal sealed record PodTemplate(JsonObject Owner)
{
    public string Name => (string)Owner["metadata"]!["name"]!;

    public JsonObject Spec => Owner["spec"]!["template"]!["spec"]!.AsObject();

    public int Replicas => (int)Owner["spec"]!["replicas"]!;

    public JsonObject Container => Spec["containers"]!.AsArray().Single()!.AsObject();

    /// <summary>Numbers of the ports by their names.</summary>
    public IReadOnlyDictionary<string, int> Ports =>
        Container["ports"]!.AsArray().ToDictionary(port => (string)port!["name"]!, port => (int)port!["containerPort"]!);

    /// <summary>Variables of the environment that have a value; those of the pod itself have the address of one.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables =>
        [.. (Container["env"]?.AsArray() ?? []).Select(variable => ((string)variable!["name"]!, (string?)variable["value"] ?? "10.1.2.3"))];

    public string? this[string variable] => Variables.FirstOrDefault(each => each.Name == variable).Value;

    /// <summary>Where a probe asks: the path and the port.</summary>
    public IEnumerable<(string Probe, string Path, string Port)> Probes =>
        from probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" }
        let asks = Container[probe]?["httpGet"]
        where asks is not null
        select (probe, (string)asks["path"]!, (string)asks["port"]!);

    /// <summary>Whether they have all labels of a selector.</summary>
    public bool Matches(JsonNode selector)
    {
        var own = Owner["spec"]!["template"]!["metadata"]!["labels"]!.AsObject();
        return selector.AsObject().All(label => (string?)own[label.Key] == (string?)label.Value);
    }
}
