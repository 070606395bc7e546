using AlbEmulator.Documents;
using AlbEmulator.Machine;

namespace AlbEmulator.Imports;

/// <summary>
/// What <c>cdk synth</c> makes: a folder whose manifest names the stacks and the folders of stages and pipelines in it.
/// <see href="https://docs.aws.amazon.com/cdk/api/v2/docs/cloud-assembly-schema-readme.html"/>
/// </summary>
internal static class CloudAssembly
{
    private const string Manifest = "manifest.json";

    /// <summary>Folders within each other and beside each other: links may lead round in circles.</summary>
    private const int MostFolders = 200;

    /// <summary>The stacks of a folder, those of the folders in it included; null when it is no assembly.</summary>
    /// <param name="named">The folder as the user named it.</param>
    /// <param name="path">Where it is.</param>
    public static IReadOnlyList<StackFile>? Stacks(string named, string path)
    {
        var stacks = new List<StackFile>();
        return Add(stacks, named, Path.GetFullPath(path), []) && stacks.Count > 0 ? stacks : null;
    }

    private static bool Add(List<StackFile> stacks, string named, string path, HashSet<string> seen)
    {
        if (!seen.Add(path) || Read(named, path).Find("artifacts") is not Node.Mapping artifacts)
        {
            return false;
        }

        foreach (var artifact in artifacts.Entries)
        {
            var properties = artifact.Value.Find("properties");
            if (!artifact.Value.Find("type").TryText(out var type))
            {
                continue;
            }

            if (type == "aws:cloudformation:stack" && properties.Find("templateFile").TryText(out var template))
            {
                var stack = properties.Find("stackName").TryText(out var name) ? name : artifact.Name;
                stacks.Add(StackFile.Of($"{stack}={Path.Combine(named, template)}"));
            }
            else if (type == "cdk:cloud-assembly" && properties.Find("directoryName").TryText(out var folder))
            {
                var (namedFolder, within) = (Path.Combine(named, folder), Path.GetFullPath(folder.Replace('\0', ' '), path));
                if (seen.Count >= MostFolders || (!seen.Contains(within) && !Add(stacks, namedFolder, within, seen)))
                {
                    // Read as a file it is told what is wrong with it.
                    stacks.Add(new StackFile(null, Path.Combine(namedFolder, Manifest)));
                }
            }
        }

        return true;
    }

    private static Node? Read(string named, string path)
    {
        var manifest = Path.Combine(path, Manifest);
        // A manifest that cannot be read is none: the folder is then one of files.
        var problems = new List<Model.Problem>();
        return DocumentReader.Parse(Manifest, RegularFile.Read(manifest, DocumentLimits.MostBytes), problems)?.Root;
    }
}
