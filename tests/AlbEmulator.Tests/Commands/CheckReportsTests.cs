using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary>What <c>alb check --format</c> prints for programs.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class CheckReportsTests
{
    private const string Wrong = "LoadBalancers:\n  - Name: shop\n    Prt: \"100% a:b,c\"\n    Scheme: nowhere\n";

    [Fact]
    public async Task Github_gets_an_annotation_for_each_problem_at_its_line()
    {
        var (exitCode, lines) = await CheckAsync("a:b,c%.yaml", Wrong, "github");

        Assert.Equal(2, exitCode);
        Assert.Matches(@"^::error file=\S*/a%3Ab%2Cc%25\.yaml,line=3,title=alb check::LoadBalancers\[0\]\.Prt: ""Prt"" is not a property", lines[0]);
        Assert.All(lines, line => Assert.Matches("^::error file=.*,line=[34],title=alb check::", line));
    }

    /// <summary>A percent sign, and whatever could end a line, are escaped in the message.</summary>
    [Fact]
    public async Task Github_gets_no_line_that_a_file_has_made_up()
    {
        var (_, lines) = await CheckAsync("a.json", """{ "Load%0A\n::error::made up": 1, "LoadBalancers": [] }""", "github");

        Assert.StartsWith("::error file=", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Contains("%250A", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_file_line_path_message_and_severity()
    {
        var (exitCode, lines) = await CheckAsync("a.yaml", Wrong, "json");
        using var document = JsonDocument.Parse(string.Join('\n', lines));
        var first = document.RootElement.GetProperty("problems")[0];

        Assert.Equal(2, exitCode);
        Assert.False(document.RootElement.GetProperty("ok").GetBoolean());
        Assert.EndsWith("/a.yaml", first.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, first.GetProperty("line").GetInt32());
        Assert.Equal("LoadBalancers[0].Prt", first.GetProperty("path").GetString());
        Assert.StartsWith("\"Prt\" is not a property of a load balancer", first.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("error", first.GetProperty("severity").GetString());
    }

    [Theory]
    [InlineData("json", "problems")]
    [InlineData("sarif", "runs")]
    public async Task Files_that_are_right_have_a_report_too(string format, string property)
    {
        var (exitCode, lines) = await CheckAsync("a.yaml", "TargetGroups:\n  - Name: web\n", format, "--map", "80=8080");
        using var document = JsonDocument.Parse(string.Join('\n', lines));
        var list = document.RootElement.GetProperty(property);
        var told = format == "json" ? list[0] : list[0].GetProperty("results")[0];

        Assert.Equal(0, exitCode);
        // The port that no listener has is a note of a setting: it has no file.
        Assert.Equal("note", told.GetProperty(format == "json" ? "severity" : "level").GetString());
        Assert.DoesNotContain("\"file\"", told.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("physicalLocation", told.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Alb:PortMap:80", told.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>What the schema of SARIF 2.1.0 asks for of the objects that are written.</summary>
    [Fact]
    public async Task Sarif_is_that_of_version_2_1_0()
    {
        var (exitCode, lines) = await CheckAsync("a b.yaml", Wrong, "sarif");
        using var document = JsonDocument.Parse(string.Join('\n', lines));
        var log = document.RootElement;
        var run = log.GetProperty("runs")[0];
        var driver = run.GetProperty("tool").GetProperty("driver");

        Assert.Equal(2, exitCode);
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        Assert.Equal("https://json.schemastore.org/sarif-2.1.0.json", log.GetProperty("$schema").GetString());
        Assert.Equal(["$schema", "version", "runs"], Names(log));
        Assert.Equal(["tool", "results", "columnKind"], Names(run));
        Assert.Equal("unicodeCodePoints", run.GetProperty("columnKind").GetString());
        Assert.Equal("alb", driver.GetProperty("name").GetString());
        Assert.NotEmpty(run.GetProperty("results").EnumerateArray());
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            Assert.Equal(["ruleId", "ruleIndex", "level", "message", "locations"], Names(result));
            Assert.Equal(driver.GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString(), result.GetProperty("ruleId").GetString());
            Assert.Equal("error", result.GetProperty("level").GetString());
            Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
            var place = Assert.Single(result.GetProperty("locations").EnumerateArray());
            var physical = place.GetProperty("physicalLocation");
            Assert.True(Uri.TryCreate(physical.GetProperty("artifactLocation").GetProperty("uri").GetString(), UriKind.RelativeOrAbsolute, out var uri));
            Assert.EndsWith("/a%20b.yaml", uri.OriginalString, StringComparison.Ordinal);
            Assert.InRange(physical.GetProperty("region").GetProperty("startLine").GetInt32(), 3, 4);
            Assert.StartsWith("LoadBalancers[0]", place.GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sarif_names_files_relative_to_where_it_was_called()
    {
        using var folder = new TempFolder();
        folder.Write("config/a.yaml", Wrong);
        var (_, output) = await EmulatorProcess.RunAsync(folder.Path, "check", "config/a.yaml", "--format", "sarif");

        Assert.Matches(new Regex("\"uri\": \"config/a.yaml\""), output);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static async Task<(int ExitCode, string[] Lines)> CheckAsync(string name, string text, string format, params string[] more)
    {
        using var folder = new TempFolder();
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(["check", folder.Write(name, text), "--format", format, .. more], output, error);
        Assert.Empty(error.ToString());
        return (exitCode, output.ToString().TrimEnd().Split('\n'));
    }
}
