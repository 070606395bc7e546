using System.Text;
using AlbEmulator.Manual.Codes;

namespace AlbEmulator.Manual;

/// <summary>The page of codes, made of the table that <c>alb help CODE</c> reads.</summary>
internal static class CodesPage
{
    public static string Write()
    {
        var page = new StringBuilder("""
            # Codes

            Every status, reason and other code that the log, the journal or the API tells: what it means and what to do.

            `alb help CODE` prints one of them. `alb why` tells of the last request that failed: [journal](journal.md).

            """.ReplaceLineEndings("\n"));
        foreach (var group in HelpTable.Groups)
        {
            page.Append($"\n## {char.ToUpperInvariant(group.What[0])}{group.What[1..]}\n\n| code | meaning | usually | to do |\n|---|---|---|---|\n");
            foreach (var entry in group.Entries)
            {
                page.Append($"| `{entry.Code}` | {Cell(entry.Meaning)} | {Cell(entry.Reasons)} | {Cell(entry.Next)} |\n");
            }
        }

        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
