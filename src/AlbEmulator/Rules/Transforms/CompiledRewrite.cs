using System.Text;
using System.Text.RegularExpressions;
using AlbEmulator.Model;

namespace AlbEmulator.Rules.Transforms;

/// <summary>
/// A pattern and what is put in the place of its first match; what is around the match stays. In the replacement
/// <c>$0</c> to <c>$9</c> are the groups of the pattern, <c>$$</c> is a dollar, and any other dollar is itself.
/// </summary>
internal sealed class CompiledRewrite(Rewrite rewrite, bool ignoreCase)
{
    private readonly Regex _regex = AlbRegex.Compile(rewrite.Regex, ignoreCase);

    /// <summary>One byte of the wire in each character.</summary>
    private readonly string _replace = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(rewrite.Replace));

    /// <summary>The text with the match replaced; null where the pattern does not match.</summary>
    public string? Apply(string text)
    {
        var match = _regex.Match(text);
        if (!match.Success)
        {
            return null;
        }

        var rewritten = new StringBuilder(text.Length + _replace.Length);
        rewritten.Append(text, 0, match.Index);
        Expand(match, rewritten);
        return rewritten.Append(text, match.Index + match.Length, text.Length - match.Index - match.Length).ToString();
    }

    private void Expand(Match match, StringBuilder rewritten)
    {
        for (var at = 0; at < _replace.Length; at++)
        {
            var next = at + 1 < _replace.Length ? _replace[at + 1] : default;
            if (_replace[at] == '$' && char.IsAsciiDigit(next))
            {
                // A group that took no part in the match, or that the pattern does not have, is empty.
                rewritten.Append(match.Groups[next - '0'].ValueSpan);
                at++;
            }
            else
            {
                rewritten.Append(_replace[at]);
                at += _replace[at] == '$' && next == '$' ? 1 : 0;
            }
        }
    }
}
