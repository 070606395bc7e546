using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Clusters.Access;

/// <summary>
/// The files by which kubectl finds clusters, put together as kubectl does it: of what several say, the first counts.
/// <see href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/"/>
/// </summary>
/// <remarks>
/// It is read here and not by KubernetesClient.Aot 21.0.8, which was tried: that knows neither <c>tokenFile</c> nor <c>proxy-url</c>,
/// takes the first certificate of a bundle of authorities, ends where one of the files of KUBECONFIG is missing, cuts the arguments of a
/// plugin at their blanks, and waits for a plugin to end before it reads what it says, which ends in neither where that is
/// long. It has 12 MB, and reads files of any length.
/// </remarks>
internal sealed class KubeConfig
{
    public const string Variable = "KUBECONFIG";

    /// <summary>Bytes of a kubeconfig, or of a file that it names.</summary>
    public const int Longest = 8 * 1024 * 1024;

    private readonly List<Part> _parts;

    private KubeConfig(List<Part> parts, string name) => (_parts, Name) = (parts, name);

    /// <summary>Its files, for people.</summary>
    public string Name { get; }

    /// <summary>The context that kubectl is set to; empty for none.</summary>
    public string CurrentContext => _parts.Select(part => part.Root.Text("current-context")).FirstOrDefault(name => name.Length > 0) ?? "";

    /// <summary>Names of its contexts.</summary>
    public IReadOnlyList<string> Contexts =>
        [.. _parts.SelectMany(part => part.Root.Find("contexts").Items()).Select(item => item.Text("name")).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads it; null where there is none.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <exception cref="AccessException">Nothing can be made of it.</exception>
    public static KubeConfig? Read(Func<string, string?> environment)
    {
        var named = (environment(Variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var home = environment(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME");
        var files = named.Length > 0 ? named.Distinct(StringComparer.Ordinal).Select(Path.GetFullPath)
            : string.IsNullOrEmpty(home) ? []
            : [Path.Combine(home, ".kube", "config")];
        var parts = files.Select(Read).OfType<Part>().ToList();
        return parts.Count > 0 ? new KubeConfig(parts, string.Join(", ", parts.Select(part => part.File)))
            : named.Length > 0 ? throw new AccessException($"{Quoted.Sentence(string.Join(", ", named))}, which {Variable} names, is not there")
            : null;
    }

    /// <summary>What a name stands for in one of the lists; null where no file has it.</summary>
    /// <param name="list"><c>contexts</c>, <c>clusters</c> or <c>users</c>.</param>
    /// <param name="property">What an item holds: <c>context</c>, <c>cluster</c> or <c>user</c>.</param>
    /// <param name="name">The name of the item.</param>
    public KubeConfigItem? Find(string list, string property, string name)
    {
        foreach (var part in _parts)
        {
            if (part.Root.Find(list).Items().FirstOrDefault(item => item.Text("name") == name) is { } found)
            {
                return new KubeConfigItem(found.Find(property), $"{part.File}: {property} {Quoted.Text(name)}", Path.GetDirectoryName(part.File)!);
            }
        }

        return null;
    }

    private static Part? Read(string file)
    {
        var content = RegularFile.Read(file, Longest);
        if (content.IsMissing)
        {
            return null;
        }

        if (content.Bytes is null)
        {
            throw new AccessException($"{file} {content.Problem}");
        }

        // As kubectl takes it: nothing is said by it.
        if (content.Bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            return new Part(file, null);
        }

        var problems = new List<Problem>();
        return DocumentReader.Parse(file, content.Bytes, problems) is { } document && problems.Count == 0
            ? new Part(file, document.Root)
            // Not in the words of a parser, which may quote what stands there.
            : throw new AccessException($"{file}:{problems[0].Origin.Line}: is not YAML that can be read");
    }

    private sealed record Part(string File, Node? Root);
}
