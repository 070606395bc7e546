using System.Text;

namespace AlbEmulator.Manual;

/// <summary>
/// The manual of the version that runs. Its pages are in the program, or made of its tables: it needs no folder and no network.
/// </summary>
internal static class ManualPages
{
    /// <summary>How the names of its resources begin and end.</summary>
    private const string Begin = "Manual/";
    private const string End = ".md";

    /// <summary>Topics, in the order in which one reads them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "getting-started", "services", "topology", "rules", "targets", "stickiness", "tls", "trust", "login", "oidc-data", "lambda", "containers", "nodes",
        "imports", "kubernetes", "api", "console", "journal", "logs", "metrics", "testing", "test", "diff", "testcontainers", "aspire", "compare", "troubleshooting",
        "recipes", "migration", "compatibility",
        "commands", "settings", "attributes", "codes", "control-port", "limits", "conformance",
    ];

    private static readonly Lazy<IReadOnlyList<ManualPage>> Known = new(() => [.. Names.Select(Read)]);

    public static IReadOnlyList<ManualPage> All => Known.Value;

    /// <summary>The page of a topic; null where there is none.</summary>
    public static ManualPage? Find(string name) => All.FirstOrDefault(page => page.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the tables of all pages tell of a name, written in capital letters or not, and with what its user names or without.</summary>
    public static IEnumerable<ManualRow> Rows(string name) => All.SelectMany(static page => page.Rows()).Where(row => row.Names.Any(known =>
        known.Equals(name, StringComparison.OrdinalIgnoreCase) || known.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase)));

    private static ManualPage Read(string name) => new(name, name switch
    {
        "attributes" => AttributesPage.Write(),
        "codes" => CodesPage.Write(),
        _ => Embedded(name),
    });

    private static string Embedded(string name)
    {
        using var stream = typeof(ManualPages).Assembly.GetManifestResourceStream($"{Begin}{name}{End}")
            ?? throw new InvalidOperationException($"The manual has no page {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
