using System.Text;

namespace AlbEmulator.Imports.Compose;

/// <summary>
/// What <c>$NAME</c> and <c>${NAME…}</c> stand for in a compose file; <c>$$</c> is a dollar.
/// <see href="https://docs.docker.com/reference/compose-file/interpolation/"/>
/// </summary>
/// <param name="find">The value of a variable; null where it is not set.</param>
internal sealed class ComposeVariables(Func<string, string?> find)
{
    private const int DeepestNesting = 16;

    /// <summary>Variables that were asked for, are not set, and have no default: compose takes them for empty.</summary>
    public SortedSet<string> Unset { get; } = new(StringComparer.Ordinal);

    /// <summary>A text with its variables replaced; or what is wrong with it.</summary>
    public (string Text, string? Problem) Expand(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return (text, null);
        }

        var (result, at) = (new StringBuilder(), 0);
        var problem = Expand(text, ref at, result, depth: 0, isUsed: true);
        return (result.ToString(), problem);
    }

    /// <summary>Up to the end or, within a variable, up to its closing brace.</summary>
    private string? Expand(string text, ref int at, StringBuilder result, int depth, bool isUsed)
    {
        while (at < text.Length && (depth == 0 || text[at] != '}'))
        {
            if (text[at] != '$')
            {
                result.Append(text[at++]);
            }
            else if (At(text, at + 1) == '$')
            {
                result.Append('$');
                at += 2;
            }
            else if (At(text, at + 1) == '{')
            {
                at += 2;
                if (Braced(text, ref at, result, depth, isUsed) is { } problem)
                {
                    return problem;
                }
            }
            else if (NameAt(text, at + 1) is { Length: > 0 } name)
            {
                at += 1 + name.Length;
                result.Append(Value(name, isUsed));
            }
            else
            {
                return "has a $ that begins no variable: write $$ for a dollar";
            }
        }

        return depth > 0 && at >= text.Length ? "has a ${ without its closing brace" : null;
    }

    private string? Braced(string text, ref int at, StringBuilder result, int depth, bool isUsed)
    {
        var name = NameAt(text, at);
        at += name.Length;
        var hasColon = At(text, at) == ':';
        var operation = At(text, hasColon ? at + 1 : at);
        if (name.Length == 0 || depth >= DeepestNesting || (hasColon && operation == '}') || !"}-?+".Contains(operation, StringComparison.Ordinal))
        {
            return "has a ${ that is not ${NAME}, ${NAME:-default}, ${NAME:+other} or ${NAME:?message}";
        }

        if (operation == '}')
        {
            at++;
            result.Append(Value(name, isUsed));
            return null;
        }

        at += hasColon ? 2 : 1;
        var value = find(name);
        var isThere = hasColon ? !string.IsNullOrEmpty(value) : value is not null;
        var takesWord = operation == '+' ? isThere : !isThere;
        var word = new StringBuilder();
        if (Expand(text, ref at, word, depth + 1, isUsed && takesWord) is { } problem)
        {
            return problem;
        }

        at++;
        if (operation == '?' && !isThere && isUsed)
        {
            return $"needs the variable {name}, which is not set: {(word.Length == 0 ? "set it" : word)}";
        }

        result.Append(takesWord ? word.ToString() : operation == '+' ? "" : value);
        return null;
    }

    private string Value(string name, bool isUsed)
    {
        var value = find(name);
        if (value is null && isUsed)
        {
            Unset.Add(name);
        }

        return value ?? "";
    }

    /// <summary>The character at a place; what no text has behind the end.</summary>
    private static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    private static string NameAt(string text, int from)
    {
        var to = from;
        while (to < text.Length && (char.IsAsciiLetter(text[to]) || text[to] == '_' || (to > from && char.IsAsciiDigit(text[to]))))
        {
            to++;
        }

        return text[from..to];
    }
}
