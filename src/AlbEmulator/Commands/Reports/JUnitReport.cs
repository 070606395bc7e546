using System.Globalization;
using System.Text;
using System.Xml;
using AlbEmulator.Expectations;
using AlbEmulator.Model;

namespace AlbEmulator.Commands.Reports;

/// <summary>
/// JUnit XML as Jenkins, GitLab and actions for GitHub read it. GitLab shows the text of a failure and not its message, and takes the first
/// of two tests of one name; Jenkins' xUnit plugin refuses attributes that its schema does not have, such as the file of a test.
/// <see href="https://docs.gitlab.com/ci/testing/unit_test_reports/"/>
/// </summary>
internal static class JUnitReport
{
    private const string Name = "alb test";
    private const string FileSuffix = ".tests";

    private static readonly XmlWriterSettings Format = new() { Indent = true, Encoding = new UTF8Encoding(false), CheckCharacters = true };

    /// <summary>The file for programs; what people read goes beside it.</summary>
    public static void Write(TestOutcome outcome, TextWriter output, TextWriter error)
    {
        TestTextReport.Write(outcome, error, error);
        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, Format))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", Name);
            WriteCounts(xml, outcome.Runs, outcome.Problems.Count());
            xml.WriteAttributeString("time", Seconds(outcome.Took));
            var explained = outcome.Failed.Take(TestOutcome.MostExplained).ToHashSet(ReferenceEqualityComparer.Instance);
            foreach (var file in outcome.Runs.GroupBy(static run => run.Test.Origin.File, StringComparer.Ordinal))
            {
                WriteFile(xml, file.Key, [.. file], explained.Contains);
            }

            WriteProblems(xml, [.. outcome.Problems]);
            xml.WriteEndElement();
        }

        output.WriteLine(text.ToString());
    }

    private static void WriteFile(XmlWriter xml, string file, List<TestRun> runs, Func<TestRun, bool> isExplained)
    {
        WriteSuite(xml, file, runs, errors: 0);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            var name = Valid(run.Test.Title);
            var times = names[name] = names.GetValueOrDefault(name) + 1;
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("name", times == 1 ? name : $"{name} #{Number(times)}");
            xml.WriteAttributeString("classname", ClassName(file));
            xml.WriteAttributeString("time", Seconds(run.Took));
            if (run.Skipped is { } why)
            {
                WriteResult(xml, "skipped", why, []);
            }
            else if (run.Misses is [var first, ..])
            {
                WriteResult(xml, "failure", $"{TestWords.Of(first)}{(run.Misses.Count > 1 ? $" (and {Number(run.Misses.Count - 1)} more)" : "")}", Lines(run, isExplained(run)));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>As a stack trace names places, by which some readers find the line.</summary>
    private static IEnumerable<string> Lines(TestRun run, bool isExplained) => run.Misses
        .SelectMany(static miss => new[] { TestWords.Of(miss), $"  at {miss.Expectation.Origin.File}:{Number(miss.Expectation.Origin.Line)}" })
        .Concat(isExplained ? run.Why() : []);

    private static void WriteProblems(XmlWriter xml, IReadOnlyList<Problem> problems)
    {
        if (problems.Count == 0)
        {
            return;
        }

        WriteSuite(xml, "files", [], problems.Count);
        foreach (var (index, problem) in problems.Index())
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("name", Valid($"problem {Number(index + 1)}: {problem.Origin.File}"));
            xml.WriteAttributeString("classname", ClassName(problem.Origin.File));
            xml.WriteAttributeString("time", Seconds(TimeSpan.Zero));
            WriteResult(xml, "error", problem.Message, [problem.ToString()]);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, string name, List<TestRun> runs, int errors)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Valid(name));
        WriteCounts(xml, runs, errors);
        if (runs.Count > 0)
        {
            xml.WriteAttributeString("skipped", Number(runs.Count(static run => run.Skipped is not null)));
            xml.WriteAttributeString("time", Seconds(TimeSpan.FromTicks(runs.Sum(static run => run.Took.Ticks))));
            xml.WriteAttributeString("file", Valid(name));
        }
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<TestRun> runs, int errors)
    {
        xml.WriteAttributeString("tests", Number(runs.Count + errors));
        xml.WriteAttributeString("failures", Number(runs.Count(static run => run.Misses.Count > 0)));
        xml.WriteAttributeString("errors", Number(errors));
    }

    private static void WriteResult(XmlWriter xml, string kind, string message, IEnumerable<string> lines)
    {
        xml.WriteStartElement(kind);
        xml.WriteAttributeString("message", Valid(message));
        xml.WriteString(Valid(string.Join('\n', lines.DefaultIfEmpty(message))));
        xml.WriteEndElement();
    }

    /// <summary>Readers part it at dots. Where files are on this machine is nothing to them.</summary>
    private static string ClassName(string file)
    {
        var name = Path.ChangeExtension(Path.IsPathRooted(file) ? Path.GetFileName(file) : file, null);
        name = name.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^FileSuffix.Length] : name;
        return Valid($"alb.{name.TrimStart('.', '/').Replace('.', '_')}");
    }

    /// <summary>What XML cannot say becomes a question mark.</summary>
    private static string Valid(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(static character => XmlConvert.IsXmlChar(character) ? character : '?'));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Says in its first line that it is UTF-8, which it is once it is written.</summary>
    private sealed class Utf8Text : StringWriter
    {
        public Utf8Text()
            : base(CultureInfo.InvariantCulture)
        {
        }

        public override Encoding Encoding { get; } = new UTF8Encoding(false);
    }
}
