using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlbEmulator.Commands.Reports;

/// <summary>
/// SARIF 2.1.0, which code scanning of GitHub and GitLab and most editors read.
/// <see href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"/>
/// </summary>
internal static class SarifReport
{
    private const string Rule = "topology";

    public static void Write(CheckOutcome outcome, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new Log(
            "https://json.schemastore.org/sarif-2.1.0.json",
            "2.1.0",
            [
                new Run(
                    new Tool(new Driver(
                        "alb",
                        ProgramVersion.Number,
                        [new Descriptor(Rule, new Text("What a topology file, a template, a plan or an answer of AWS says is right."))])),
                    [.. outcome.Findings.Select(Result)],
                    "unicodeCodePoints"),
            ]),
        CommandJson.Readable.Log));

    private static Found Result(Finding finding)
    {
        var (line, path) = (finding.Problem.Origin.Line, finding.Problem.Origin.Path);
        var physical = finding.File is null ? null : new Physical(new Artifact(UriOf(finding.File)), line > 0 ? new Region(line) : null);
        LogicalPlace[]? logical = path.Length > 0 ? [new LogicalPlace(path)] : null;
        return new Found(
            Rule,
            0,
            finding.Severity,
            new Text(finding.Message),
            physical is null && logical is null ? null : [new Place(physical, logical)]);
    }

    /// <summary>A reference that is relative to where the program was called, as the file was named.</summary>
    private static string UriOf(string file) => Path.IsPathFullyQualified(file)
        ? new Uri(file).AbsoluteUri
        : string.Join('/', file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    internal sealed record Log([property: JsonPropertyName("$schema")] string Schema, string Version, IReadOnlyList<Run> Runs);

    internal sealed record Run(Tool Tool, IReadOnlyList<Found> Results, string ColumnKind);

    internal sealed record Tool(Driver Driver);

    internal sealed record Driver(string Name, string Version, IReadOnlyList<Descriptor> Rules);

    internal sealed record Descriptor(string Id, Text ShortDescription);

    internal sealed record Found(string RuleId, int RuleIndex, string Level, Text Message, IReadOnlyList<Place>? Locations);

    internal sealed record Text([property: JsonPropertyName("text")] string Value);

    internal sealed record Place(Physical? PhysicalLocation, IReadOnlyList<LogicalPlace>? LogicalLocations);

    internal sealed record Physical(Artifact ArtifactLocation, Region? Region);

    internal sealed record Artifact(string Uri);

    internal sealed record Region(int StartLine);

    internal sealed record LogicalPlace(string FullyQualifiedName);
}
