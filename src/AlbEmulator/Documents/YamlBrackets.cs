namespace AlbEmulator.Documents;

/// <summary>Brackets and braces of YAML that are not closed, or that close nothing.</summary>
internal static class YamlBrackets
{
    /// <summary>The first of them; null where all are closed.</summary>
    public static Found? Of(string text)
    {
        var open = new Stack<(char Sign, int Line, int Column)>();
        var (line, start, quote) = (1, 0, '\0');
        for (var at = 0; at < text.Length; at++)
        {
            var (sign, column) = (text[at], at - start + 1);
            if (sign == '\n')
            {
                // A key at the first column ends whatever is still open.
                if (open.TryPeek(out var left) && at + 1 < text.Length && char.IsAsciiLetter(text[at + 1]))
                {
                    return NotClosed(left.Sign, left.Line, left.Column);
                }

                (line, start) = (line + 1, at + 1);
            }
            else if (quote != '\0')
            {
                quote = sign == quote ? '\0' : quote;
                at += sign == '\\' && quote == '"' ? 1 : 0;
            }
            else if (sign is '"' or '\'' && IsStart(text, at))
            {
                quote = sign;
            }
            else if (sign == '#' && (at == 0 || char.IsWhiteSpace(text[at - 1])))
            {
                at = text.IndexOf('\n', at) is var end and >= 0 ? end - 1 : text.Length;
            }
            else if (sign is '[' or '{' && (open.Count > 0 || IsStart(text, at)))
            {
                open.Push((sign, line, column));
            }
            else if (sign is ']' or '}' && open.TryPop(out var opened))
            {
                if ((opened.Sign == '[') != (sign == ']'))
                {
                    return new Found(line, column, $"{sign} closes the {opened.Sign} of line {opened.Line}: write {Closing(opened.Sign)}");
                }

                if (open.Count == 0 && at + 1 < text.Length && text[at + 1] is ']' or '}')
                {
                    return new Found(line, column + 1, $"{text[at + 1]} closes nothing: remove it");
                }
            }
        }

        return open.TryPeek(out var last) ? NotClosed(last.Sign, last.Line, last.Column) : null;
    }

    /// <summary>Whether a value may begin here: elsewhere such a sign is a part of one.</summary>
    private static bool IsStart(string text, int at) => at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '[' or '{' or ',' or '(';

    private static Found NotClosed(char sign, int line, int column) =>
        new(line, column, $"the {sign} that begins here is not closed: write {Closing(sign)}");

    private static char Closing(char sign) => sign == '[' ? ']' : '}';
}
