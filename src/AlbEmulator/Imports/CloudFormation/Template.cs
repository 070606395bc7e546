using AlbEmulator.Documents;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// The sections of a template.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html"/>
/// </summary>
internal sealed class Template
{
    private static readonly Node.Mapping None = new(Model.Origin.None, []);

    private readonly Dictionary<string, Entry> _resources = new(StringComparer.Ordinal);

    public Template(Document document, string stackName)
    {
        File = document.File;
        Root = document.Root;
        StackName = stackName.Length > 0 ? stackName : NameOf(document.File);
        Parameters = Section("Parameters");
        Mappings = Section("Mappings");
        Conditions = Section("Conditions");
        Resources = Section("Resources");
        Outputs = Section("Outputs");
        foreach (var resource in Resources.Entries)
        {
            _resources.TryAdd(resource.Name, resource);
        }
    }

    public string File { get; }

    public Node Root { get; }

    public string StackName { get; }

    public Node.Mapping Parameters { get; }

    public Node.Mapping Mappings { get; }

    public Node.Mapping Conditions { get; }

    public Node.Mapping Resources { get; }

    public Node.Mapping Outputs { get; }

    public Node? Resource(string logicalId) => _resources.GetValueOrDefault(logicalId)?.Value;

    public static string TypeOf(Node? resource) => resource.Find("Type").TryText(out var type) ? type : "";

    public static IEnumerable<string> NamesOf(Node? mapping) =>
        mapping is Node.Mapping { Entries: var entries } ? entries.Select(entry => entry.Name) : [];

    private Node.Mapping Section(string name) => Root.Find(name) as Node.Mapping ?? None;

    /// <summary><c>Shop.template.json</c> is of the stack <c>Shop</c>.</summary>
    private static string NameOf(string file)
    {
        var name = Path.GetFileName(file).Split('.')[0];
        var tidy = new string([.. name.Where(character => char.IsAsciiLetterOrDigit(character) || character == '-')]).Trim('-');
        return tidy.Length == 0 ? "stack" : tidy;
    }
}
