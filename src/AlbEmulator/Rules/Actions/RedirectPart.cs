using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Actions;

/// <summary>A part of a redirect's URL: text, with placeholders for what the request had.</summary>
internal sealed partial class RedirectPart
{
    /// <summary>Texts and placeholders by turns.</summary>
    private readonly string[] _pieces;

    public RedirectPart(string template) =>
        // One byte of the wire in each character.
        _pieces = Placeholders().Split(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(template)));

    public void Append(ref DefaultInterpolatedStringHandler url, in RedirectSource source)
    {
        foreach (var piece in _pieces)
        {
            url.AppendFormatted(Expand(piece, source));
        }
    }

    /// <summary>Whether nothing would be written.</summary>
    public bool IsEmpty(in RedirectSource source)
    {
        foreach (var piece in _pieces)
        {
            if (!Expand(piece, source).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> Expand(string piece, in RedirectSource source) => piece switch
    {
        "#{protocol}" => source.Protocol,
        "#{host}" => source.Host,
        "#{port}" => source.Port,
        // Without its slash, which the rule writes itself.
        "#{path}" => source.Uri.Path[1..],
        "#{query}" => source.Uri.Query,
        _ => piece,
    };

    [GeneratedRegex(@"(#\{(?:protocol|host|port|path|query)\})")]
    private static partial Regex Placeholders();
}

/// <summary>Where placeholders take their values from: the request, as transforms made it.</summary>
/// <param name="Protocol">What the client speaks, lower case.</param>
/// <param name="Host">Lower case, without a port.</param>
/// <param name="Port">The listener's.</param>
/// <param name="Uri">Path and query.</param>
internal readonly record struct RedirectSource(string Protocol, string Host, string Port, RequestUri Uri);
