using System.Collections.Concurrent;
using AlbEmulator.Tests.House;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AlbEmulator.Tests.Manual;

/// <summary>Every link of the texts leads to a file that is there, and to a heading in it.</summary>
public sealed class LinksTests
{
    private static readonly MarkdownPipeline GitHub =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private static readonly ConcurrentDictionary<string, HashSet<string>> Anchors = new();

    public static TheoryData<string> Files => [.. ManualText.Files, "src/README.md", "tests/AlbEmulator.Benchmarks/README.md", "findings/README.md"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Links_lead_somewhere(string file) => Assert.Empty(
        from link in Markdown.Parse(ManualText.Read(file), GitHub).Descendants<LinkInline>()
        let url = link.Url ?? ""
        where !url.StartsWith("http://", StringComparison.Ordinal) && !url.StartsWith("https://", StringComparison.Ordinal)
        where !Leads(file, url)
        select $"{file}:{link.Line + 1} leads nowhere: {url}");

    private static bool Leads(string from, string url)
    {
        var (path, anchor) = url.Split('#') switch
        {
            ["", var own] => (from, own),
            [var other, var inIt] => (Below(from, other), inIt),
            _ => (Below(from, url), ""),
        };
        var full = Path.Combine(SourceTree.Root, path);
        return anchor.Length == 0 ? File.Exists(full) || Directory.Exists(full) : File.Exists(full) && AnchorsOf(path).Contains(anchor);
    }

    private static string Below(string from, string url) => Path.GetRelativePath(
        SourceTree.Root, Path.GetFullPath(Path.Combine(SourceTree.Root, Path.GetDirectoryName(from)!, url))).Replace('\\', '/');

    private static HashSet<string> AnchorsOf(string file) => Anchors.GetOrAdd(file, static file =>
        [.. Markdown.Parse(ManualText.Read(file), GitHub).Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "")]);
}
