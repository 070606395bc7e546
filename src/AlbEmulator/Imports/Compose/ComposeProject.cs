using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Compose;

/// <summary>The services that compose files have together, with what they extend.</summary>
internal sealed class ComposeProject
{
    public const string Services = "services";
    private const int DeepestExtension = 16;

    private readonly Import _import;
    private readonly ComposeVariables _variables;

    /// <param name="import">Where is told what is wrong, and who opens files that are extended.</param>
    /// <param name="variables">What <c>${NAME}</c> stands for.</param>
    public ComposeProject(Import import, ComposeVariables variables) => (_import, _variables) = (import, variables);

    /// <summary>All of them, in the order in which they stand.</summary>
    public IReadOnlyList<ComposeService> Read(IReadOnlyList<Document> files)
    {
        var layers = new Dictionary<string, List<ComposeLayer>>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var file in files)
        {
            if (file.Root.Find("include") is { } include)
            {
                _import.Tell(include.Origin, "files are not included: name them beside this one, as in alb run compose.yaml other.yaml");
            }

            foreach (var entry in file.Root.Find(Services) is Node.Mapping services ? services.Entries : [])
            {
                if (!layers.TryGetValue(entry.Name, out var known))
                {
                    layers.Add(entry.Name, known = []);
                    order.Add(entry.Name);
                }

                known.AddRange(Layers(entry, file, depth: 0));
            }
        }

        return [.. order.Select(name => new ComposeService(name, layers[name]))];
    }

    /// <summary>What a service extends, and then itself.</summary>
    private List<ComposeLayer> Layers(Entry service, Document file, int depth)
    {
        if (service.Value is not (Node.Mapping or Node.Scalar { Kind: ScalarKind.Null } or Node.Scalar { Text: "" }))
        {
            _import.Tell(service.Value.Origin, "must be a mapping, such as image and labels");
            return [new ComposeLayer(service.Origin, Nodes.Mapping(service.Origin))];
        }

        var content = Expanded(service.Value);
        var own = new ComposeLayer(service.Origin, content);
        return content.Find("extends") is { } extends ? [.. Extended(extends, file, depth), own] : [own];
    }

    private List<ComposeLayer> Extended(Node extends, Document file, int depth)
    {
        if (!(extends is Node.Mapping ? extends.Find("service") : extends).TryText(out var name))
        {
            _import.Tell(extends.Origin, "must name a service: write extends: { service: NAME }");
            return [];
        }

        if (depth >= DeepestExtension)
        {
            _import.Tell(extends.Origin, $"{Quoted.Text(name)} extends itself, or more than {DeepestExtension} services one after the other");
            return [];
        }

        var other = file;
        if (extends.Find("file").TryText(out var named))
        {
            var path = Path.Combine(Path.GetDirectoryName(file.File) ?? "", named);
            if (_import.Open(path) is not { } opened)
            {
                _import.Tell(extends.Origin, $"{Quoted.Text(path)} is not there to be extended");
                return [];
            }

            other = opened;
        }

        var services = other.Root.Find(Services) is Node.Mapping all ? all.Entries : [];
        if (services.Find(name) is not { } found)
        {
            _import.Tell(
                extends.Origin,
                $"there is no service {Quoted.Text(name)} to extend{Spelling.DidYouMean(name, services.Select(service => service.Name))}");
            return [];
        }

        return Layers(new Entry(name, found.Origin, found), other, depth + 1);
    }

    /// <summary>What of a service is looked at, with its variables replaced.</summary>
    private Node.Mapping Expanded(Node service) => Nodes.Mapping(
        service.Origin,
        [
            .. (service is Node.Mapping mapping ? mapping.Entries : [])
                .Where(entry => entry.Name is "labels" or "ports" or "expose" or "image" or "command" or "profiles" or "network_mode"
                    or "extends" or "deploy")
                .Select(entry => entry.Name == "deploy"
                    ? entry with { Value = Nodes.Mapping(entry.Origin, Only(entry.Value, "labels")) }
                    : entry)
                .Select(entry => entry with { Value = Nodes.Map(entry.Value, (_, scalar) => Expanded(scalar)) }),
        ]);

    private static IReadOnlyList<Entry> Only(Node node, string name) =>
        node is Node.Mapping mapping ? [.. mapping.Entries.Where(entry => entry.Name == name)] : [];

    private Node.Scalar Expanded(Node.Scalar scalar)
    {
        var (text, problem) = _variables.Expand(scalar.Text);
        if (problem is null)
        {
            return text == scalar.Text ? scalar : scalar with { Text = text };
        }

        _import.Tell(scalar.Origin, problem);
        return scalar with { Kind = ScalarKind.Unknown, Text = "" };
    }
}
