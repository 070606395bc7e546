using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AlbEmulator.Tests.House;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Deployment;

/// <summary>What <c>kubectl apply -k</c> would make of a folder of docker/kubernetes.</summary>
internal sealed class Kustomized
{
    private static readonly ConcurrentDictionary<string, Task<Kustomized?>> Built = new();

    private Kustomized(IReadOnlyList<JsonObject> objects) => Objects = objects;

    public IReadOnlyList<JsonObject> Objects { get; }

    public IReadOnlyList<PodTemplate> Pods => [.. Of("Deployment").Concat(Of("StatefulSet")).Select(owner => new PodTemplate(owner))];

    /// <summary>The pods of the emulator.</summary>
    public PodTemplate Nodes => Pods.Single(pods => pods.Name == "alb");

    /// <summary>The topology file of the nodes.</summary>
    public string Topology => (string)Of("ConfigMap").Single(map => Name(map) == "alb-topology")["data"]!["alb.yaml"]!;

    public IEnumerable<JsonObject> Of(string kind) => Objects.Where(made => (string)made["kind"]! == kind);

    public static string Name(JsonObject made) => (string)made["metadata"]!["name"]!;

    /// <summary>What becomes of a folder of docker/kubernetes, as kubectl prints it; null where there is none, which is said.</summary>
    public static Task<Kustomized?> OfAsync(string folder) =>
        Built.GetOrAdd(Path.Combine(SourceTree.Root, "docker", "kubernetes", folder), BuildAsync);

    /// <summary>The same of a folder by its full path.</summary>
    public static Task<Kustomized?> ElsewhereAsync(string folder) => BuildAsync(folder);

    private static async Task<Kustomized?> BuildAsync(string folder)
    {
        if (!Programs.Have("kubectl"))
        {
            return null;
        }

        // Before it told of its kustomize, that was one of 2019.
        var version = await Programs.RunAsync("kubectl", ["version", "--client", "-o", "json"]);
        if (!version.Output.Contains("kustomizeVersion", StringComparison.Ordinal) && !Programs.Lack("kubectl has no kustomize of 4 or later."))
        {
            return null;
        }

        var (exitCode, output, errors) = await Programs.RunAsync("kubectl", ["kustomize", folder]);
        Assert.True(exitCode == 0, errors);
        // Of what is going out of use it warns there.
        Assert.Empty(errors);
        return new Kustomized(YamlObjects.Read(output));
    }
}
