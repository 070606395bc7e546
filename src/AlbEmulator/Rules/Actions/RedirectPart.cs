using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Actions;

/// <summary>A part of a redirect's URL: text, with placeholders for what the request had.</summary>
internal sealed partial class RedirectPart
{
    private readonly Piece[] _pieces;

    public RedirectPart(string template) =>
        _pieces = [.. Pieces().Matches(template).Select(match => new Piece(Wire(match.Value), match.Groups["name"].Value))];

    public void Append(ref DefaultInterpolatedStringHandler url, in RedirectSource source)
    {
        foreach (var piece in _pieces)
        {
            url.AppendFormatted(piece.Expand(source));
        }
    }

    /// <summary>Whether nothing would be written.</summary>
    public bool IsEmpty(in RedirectSource source)
    {
        foreach (var piece in _pieces)
        {
            if (!piece.Expand(source).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One byte of the wire in each character.</summary>
    private static string Wire(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Placeholders, and the text between them.</summary>
    [GeneratedRegex(@"#\{(?<name>protocol|host|port|path|query)\}|(?:(?!#\{(?:protocol|host|port|path|query)\}).)+", RegexOptions.Singleline)]
    private static partial Regex Pieces();

    /// <param name="Text">As it stands in the rule.</param>
    /// <param name="Placeholder">Its name; empty for text.</param>
    private readonly record struct Piece(string Text, string Placeholder)
    {
        public ReadOnlySpan<char> Expand(in RedirectSource source) => Placeholder switch
        {
            "protocol" => source.Protocol,
            "host" => source.Subject.Host,
            "port" => source.Port,
            // Without its slash, which the rule writes itself.
            "path" => source.Subject.Path[1..],
            "query" => source.Subject.Query,
            _ => Text,
        };
    }
}

/// <summary>Where placeholders take their values from.</summary>
internal readonly record struct RedirectSource(RuleSubject Subject, string Protocol, string Port);
