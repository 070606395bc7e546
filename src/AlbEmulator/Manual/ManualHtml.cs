using System.Net;
using System.Text;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AlbEmulator.Manual;

/// <summary>Pages of the manual for a browser, below <c>/docs</c>.</summary>
internal static class ManualHtml
{
    private const string Folder = "/docs";

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    /// <summary>By their names: each is made when it is asked for.</summary>
    public static IEnumerable<(string Name, Func<byte[]> Read)> Files =>
    [
        ("docs/index.html", Contents),
        .. ManualPages.Names.Select(static (string, Func<byte[]>) (name) => ($"docs/{name}.html", () => Of(ManualPages.Find(name)!))),
    ];

    /// <summary>The list of all pages.</summary>
    private static byte[] Contents()
    {
        var list = new StringBuilder("<h1>The manual</h1><dl class=\"contents\">");
        foreach (var page in ManualPages.All)
        {
            list.Append($"<dt><a href=\"{Folder}/{page.Name}\">{Encoded(page.Title)}</a></dt><dd>{Rendered(page.Summary)}</dd>");
        }

        return Page("The manual", list.Append("</dl>").ToString(), current: null);
    }

    private static byte[] Of(ManualPage page) => Page(page.Title, Rendered(page.Markdown), page.Name);

    /// <summary>Other pages are beside it, pictures too; files of the source are not there, and their names are left.</summary>
    private static void Lead(LinkInline link)
    {
        var url = link.Url ?? "";
        if (link.IsImage)
        {
            link.Url = $"{Folder}/{Path.GetFileName(url)}";
        }
        else if (url.StartsWith("../", StringComparison.Ordinal))
        {
            while (link.FirstChild is { } child)
            {
                child.Remove();
                link.InsertBefore(child);
            }

            link.Remove();
        }
        else if (url.Split('#') is [var file, ..] && file.EndsWith(".md", StringComparison.Ordinal))
        {
            link.Url = $"{Folder}/{file[..^3]}{url[file.Length..]}";
        }
    }

    private static string Rendered(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToArray())
        {
            Lead(link);
        }

        return document.ToHtml(Pipeline);
    }

    private static byte[] Page(string title, string content, string? current)
    {
        var others = new StringBuilder();
        foreach (var page in ManualPages.All)
        {
            var mark = page.Name == current ? " aria-current=\"page\"" : "";
            others.Append($"<li><a href=\"{Folder}/{page.Name}\"{mark}>{Encoded(page.Title)}</a></li>");
        }

        return Encoding.UTF8.GetBytes($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Encoded(title)} · AlbEmulator</title>
            <link rel="icon" href="/console/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/console/styles/base.css">
            <link rel="stylesheet" href="/console/styles/frame.css">
            <link rel="stylesheet" href="/console/styles/manual.css">
            </head>
            <body>
            <header class="top"><a class="brand" href="/"><img src="/console/icon.svg" alt="" width="20" height="20">AlbEmulator</a><nav aria-label="Views"><a href="{Folder}">Manual</a></nav></header>
            <div class="manual"><nav aria-label="Pages"><ul>{others}</ul></nav><main>{content}</main></div>
            </body>
            </html>
            """);
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
