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

    /// <param name="file">The file, as the user named it or would name it.</param>
    /// <param name="root">What is in it.</param>
    /// <param name="stack">What it is read as.</param>
    public Template(string file, Node root, Stack stack)
    {
        File = file;
        Root = root;
        Stack = stack;
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

    public Stack Stack { get; }

    public string StackName => Stack.Name;

    public Node.Mapping Parameters { get; }

    public Node.Mapping Mappings { get; }

    public Node.Mapping Conditions { get; }

    public Node.Mapping Resources { get; }

    public Node.Mapping Outputs { get; }

    public Node? Resource(string logicalId) => _resources.TryGetValue(logicalId, out var entry) ? entry.Value : null;

    public static string TypeOf(Node? resource) => resource.Find("Type").TryText(out var type) ? type : "";

    public static IEnumerable<string> NamesOf(Node? mapping) =>
        mapping is Node.Mapping { Entries: var entries } ? entries.Select(entry => entry.Name) : [];

    private Node.Mapping Section(string name) => Root.Find(name) as Node.Mapping ?? None;
}
