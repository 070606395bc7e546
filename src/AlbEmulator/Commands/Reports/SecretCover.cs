using System.Text.RegularExpressions;

namespace AlbEmulator.Commands.Reports;

/// <summary>
/// Lines of a file without the secrets in them, whatever its form: what stands behind a name that is one of a secret becomes
/// stars, a star for a character, so that all else stays in its column.
/// </summary>
internal static partial class SecretCover
{
    private const string Names = "(?<![A-Za-z_])(?:[Cc]lientSecret|client_secret|Password|KeyPem|tls\\.key)";

    /// <summary>Lines that a secret may have in a block of YAML.</summary>
    private const int MostBelow = 20;

    /// <summary>A line, of which those above it tell whether it is a secret's.</summary>
    /// <param name="lines">Of the file.</param>
    /// <param name="at">Which of them, from 0.</param>
    public static string Of(IReadOnlyList<string> lines, int at)
    {
        for (var above = at - 1; above >= 0 && at - above <= MostBelow; above--)
        {
            if (Opened().IsMatch(lines[above]) && Indent(lines[at]) > Indent(lines[above]))
            {
                return Value().Replace(lines[at], Stars);
            }
        }

        return Written().Replace(lines[at], match => match.Groups["name"].Value + new string('*', match.Groups["value"].Length));
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ', '\t').Length;

    private static string Stars(Match match) => new('*', match.Length);

    /// <summary>In quotation marks to their end; without, to the end of the line.</summary>
    [GeneratedRegex(
        $"""(?<name>["']?{Names}["']?\s*[:=]\s*)(?<value>"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|(?![|>][0-9+-]*\s*$)[^\s"'].*)""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    /// <summary>What follows is in the lines below.</summary>
    [GeneratedRegex($"""["']?{Names}["']?\s*[:=]\s*(?:[|>][0-9+-]*)?\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Opened();

    [GeneratedRegex(@"\S.*", RegexOptions.CultureInvariant)]
    private static partial Regex Value();
}
