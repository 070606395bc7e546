using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using AlbEmulator.Tests.House;

namespace AlbEmulator.Tests.Conformance;

/// <summary>
/// The table of what is seen of an Application Load Balancer: one file for each part in <c>Conformance/Observables</c>. Each row says what an
/// ALB does, how that is known, how the emulator stands to it, and which tests show it.
/// </summary>
internal static class Observables
{
    public const string Met = "met";
    public const string Differs = "differs";
    public const string Unknown = "unknown";

    /// <summary>Of what nobody has told or seen.</summary>
    public const string Nobody = "nobody";

    /// <summary>How something of an ALB is known, and what that means.</summary>
    public static IReadOnlyList<(string Source, string Words)> Sources { get; } =
    [
        ("doc", "AWS's documentation says it"),
        ("api-model", "the model of the API says it, from which AWS's SDKs are made"),
        ("observed", "a real load balancer was seen to do it, in a log, a capture or an issue"),
        ("inferred", "it follows from what was seen: an ALB's answers are nginx's in form"),
        ("third-party", "others say so, and show nothing"),
        (Nobody, "nobody has told, and nothing shows it"),
    ];

    private const string Folder = "tests/AlbEmulator.Tests/Conformance/Observables";

    private static readonly Shape.Object Row = CommonShapes.Object("row",
    [
        new("alb", new Shape.Text(), "What an ALB does.") { IsRequired = true },
        new("source", new Shape.Text(), "How that is known.") { IsRequired = true },
        new("here", new Shape.Choice([Met, Differs, Unknown], new Dictionary<string, string>()), "How the emulator stands to it.") { IsRequired = true },
        new("does", new Shape.Text(), "What the emulator does."),
        new("tests", CommonShapes.Texts, "Tests that show it."),
    ]);

    private static readonly Shape.Object Part = CommonShapes.Object("part",
    [
        new("part", new Shape.Text(), "Its title.") { IsRequired = true },
        new("page", new Shape.Text(), "Where AWS tells of it.") { IsRequired = true },
        new("rows", new Shape.List(Row, Fewest: 1), "The observables.") { IsRequired = true },
    ]);

    private static readonly Lazy<IReadOnlyList<ObservablePart>> Known = new(() => [.. Files().Select(Read)]);

    /// <summary>In the order of their files.</summary>
    public static IReadOnlyList<ObservablePart> Parts => Known.Value;

    public static IEnumerable<Observable> All => Parts.SelectMany(part => part.Rows);

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, Folder), "*.yaml").Order(StringComparer.Ordinal);

    private static ObservablePart Read(string file)
    {
        var (name, problems) = ($"{Folder}/{Path.GetFileName(file)}", new List<Problem>());
        var root = DocumentReader.Parse(name, File.ReadAllBytes(file), problems)?.Root;
        if (root is not null)
        {
            new ShapeCheck(problems, LimitsMode.Relaxed).Check(root, Part);
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        return new ObservablePart(root.Text("part"), root.Text("page"), [.. root.Find("rows").Items().Select(row => new Observable(
            $"{row.Origin.File}:{row.Origin.Line}",
            row.Text("alb"),
            row.Text("source").Split(", "),
            row.Text("here"),
            row.Text("does"),
            [.. row.Find("tests").Items().Select(NodeValues.AnyText)]))]);
    }
}
