using System.Text;

namespace AlbEmulator.Tests.Conformance;

/// <summary>Makes the page of the manual that tells how the emulator stands to what is known of an Application Load Balancer.</summary>
internal static class ConformancePage
{
    /// <summary>Below the repository.</summary>
    public const string File = "src/AlbEmulator/Manual/Pages/conformance.md";

    /// <summary>From the page to the repository.</summary>
    private const string Root = "../../../..";

    public static string Write()
    {
        var all = Observables.All.ToList();
        var page = new StringBuilder($"""
            # Conformance

            What is known of an Application Load Balancer, how it is known, and whether the emulator meets it.

            It is made from a table whose rows name the tests that show them. A build insists that these tests are there and run, and
            that this page is what the table says. Of {all.Count} rows {Count(all, Observables.Met)} are met, {Count(all, Observables.Differs)} differ, and {Count(all, Observables.Unknown)} nobody knows of an ALB.

            You have a load balancer? Then you can tell: [compare](compare.md) asks it and the emulator alike. A shorter list is in
            [Limits](limits.md).

            | here | means |
            |---|---|
            | met | the emulator does the same. Where something has to be said it stands behind **Here** |
            | differs | it does another thing, which stands behind **Here**; often since .NET does not permit what an ALB does |
            | unknown | nobody has told what an ALB does. What stands behind **Here** is a guess that does no harm |

            | known by | means |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (source, words) in Observables.Sources)
        {
            page.Append($"| {source} | {words} |\n");
        }

        page.Append("\n## In numbers\n\n| part | met | differ | unknown |\n|---|---|---|---|\n");
        foreach (var part in Observables.Parts)
        {
            page.Append(
                $"| [{part.Title}](#{Anchor(part.Title)}) | {Count(part.Rows, Observables.Met)} | {Count(part.Rows, Observables.Differs)} "
                + $"| {Count(part.Rows, Observables.Unknown)} |\n");
        }

        foreach (var part in Observables.Parts)
        {
            page.Append($"\n## {part.Title}\n\n[AWS's documentation]({part.Page})\n\n| here | an ALB … | known by | tests |\n|---|---|---|---|\n");
            foreach (var row in part.Rows)
            {
                var does = row.Does.Length > 0 ? $". **Here:** {row.Does}" : "";
                page.Append($"| {row.Here} | {Cell($"{row.Alb}{does}")} | {string.Join(", ", row.Sources)} | {string.Join(", ", Tests(row).Select(static test => $"[{Name(test)}]"))} |\n");
            }
        }

        page.Append('\n');
        foreach (var test in all.SelectMany(Tests).DistinctBy(static test => test.Class).OrderBy(static test => test.File, StringComparer.Ordinal))
        {
            page.Append($" [{Name(test)}]: {Root}/{test.File}\n");
        }

        return page.ToString();
    }

    /// <summary>One of each class.</summary>
    private static IEnumerable<NamedTest> Tests(Observable row) =>
        row.Tests.Select(NamedTest.Find).OfType<NamedTest>().DistinctBy(static test => test.Class);

    /// <summary>Its folder and class: several folders may have a class of one name.</summary>
    private static string Name(NamedTest test) => string.Join('/', Path.ChangeExtension(test.File, null).Split('/')[2..]);

    private static int Count(IEnumerable<Observable> rows, string here) => rows.Count(row => row.Here == here);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>As GitHub makes it of a heading.</summary>
    private static string Anchor(string title) => new(
        [.. title.ToLowerInvariant().Where(static letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-').Select(static letter => letter == ' ' ? '-' : letter)]);
}
