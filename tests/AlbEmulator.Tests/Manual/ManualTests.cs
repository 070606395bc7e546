using System.Text;
using AlbEmulator.Commands;
using AlbEmulator.Manual;
using AlbEmulator.Model;
using AlbEmulator.Tests.House;
using AlbEmulator.Tests.Metrics;

namespace AlbEmulator.Tests.Manual;

/// <summary>The form of README and manual, and that they tell of everything that has a name.</summary>
public sealed class ManualTests
{
    private const int MostReadme = 10 * 1024;
    private const int LongestParagraph = 5;
    private const int LongestSummary = 130;

    public static TheoryData<string> Topics => [.. ManualPages.Names];

    public static TheoryData<string> Files => [.. ManualText.Files];

    public static TheoryData<string> Settings => [.. SettingNames.All];

    public static TheoryData<string> Attributes =>
    [
        .. new[] { AttributeTables.LoadBalancer, AttributeTables.Listener, AttributeTables.TargetGroup }
            .SelectMany(table => table.Definitions).Select(definition => definition.Key),
    ];

    public static TheoryData<string> Metrics => [.. MetricTableTests.All.SelectMany(metric => new[] { metric.Name, metric.PrometheusName })];

    [Fact]
    public void Every_file_of_the_folder_is_a_topic_and_every_topic_a_file() => Assert.Equal(
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src", "AlbEmulator", "Manual", "Pages")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        ManualPages.Names.Except(["attributes", "codes"]).Select(name => $"{name}.md").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Topics))]
    public void Page_begins_with_a_title_and_with_what_it_is_for(string topic)
    {
        var page = ManualPages.Find(topic)!;

        Assert.StartsWith("# ", page.Markdown, StringComparison.Ordinal);
        Assert.InRange(page.Title.Length, 3, 60);
        Assert.Matches(@"^[A-Z`].+[.:]$", page.Summary);
        Assert.InRange(page.Summary.Length, 10, LongestSummary);
        Assert.DoesNotContain("<!--", page.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_is_short() => Assert.InRange(Encoding.UTF8.GetByteCount(ManualText.Read(ManualText.Readme)), 1, MostReadme);

    [Theory]
    [MemberData(nameof(Files))]
    public void No_paragraph_is_longer_than_five_lines(string file) => Assert.Empty(
        Paragraphs(ManualText.Read(file)).Where(paragraph => paragraph.Lines > LongestParagraph).Select(paragraph => $"{file}:{paragraph.Line}"));

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_has_help(string setting) => AssertHelped(setting.TrimEnd(':'));

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Every_attribute_has_help(string attribute) => AssertHelped(attribute);

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Every_metric_has_help(string metric) => AssertHelped(metric);

    [Theory]
    [MemberData(nameof(Topics))]
    public void Help_prints_every_page(string topic)
    {
        using var output = new StringWriter();
        Assert.Equal(ExitCode.Good, HelpCommand.Run(topic, [], output, TextWriter.Null));
        Assert.Equal(ManualPages.Find(topic)!.Markdown, output.ToString());
    }

    private static void AssertHelped(string name)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.True(HelpCommand.Run(name, [], output, error) == ExitCode.Good, error.ToString());
        Assert.Matches(@"\A(\S.*: .+\n(  .+\n)+)+\z", output.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Lines of text without those of tables, lists, headings, comments and blocks.</summary>
    private static IEnumerable<(int Line, int Lines)> Paragraphs(string markdown)
    {
        var isBlock = false;
        var lines = 0;
        foreach (var (index, line) in markdown.Split('\n').Append("").Index())
        {
            isBlock ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!isBlock && line.Length > 0 && !" |#<`".Contains(line[0], StringComparison.Ordinal))
            {
                // An item of a list is one of its own.
                lines = line.StartsWith("- ", StringComparison.Ordinal) || char.IsAsciiDigit(line[0]) ? 1 : lines + 1;
            }
            else if (lines > 0 && !line.StartsWith("  ", StringComparison.Ordinal))
            {
                yield return (index, lines);
                lines = 0;
            }
            else if (lines > 0)
            {
                lines++;
            }
        }
    }
}
