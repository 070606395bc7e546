using System.Text;

namespace AlbEmulator.Model;

/// <summary>
/// Reads a regular expression of RE2's syntax and says the same in .NET's. What it does not know is a problem: nothing
/// is handed on unread.
/// <see href="https://github.com/google/re2/wiki/Syntax"/>
/// </summary>
internal sealed class RegexTranslation
{
    /// <summary>Characters and anchors that a pattern has at most once its repetitions are written out.</summary>
    public const int MostPositions = 1000;

    /// <summary>As in RE2.</summary>
    private const int MostRepetitions = 1000;

    /// <summary>As in RE2.</summary>
    private const int DeepestNesting = 1000;

    private readonly RegexCharacters _pattern;
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private RegexFlags _flags;
    private int _depth;

    private RegexTranslation(string pattern) => _pattern = new RegexCharacters(pattern);

    /// <summary>What is wrong, in words that go on after the name of the pattern; null when nothing is.</summary>
    public string? Problem => _pattern.Problem;

    public string Text => _text.ToString();

    public static RegexTranslation Of(string pattern)
    {
        var translation = new RegexTranslation(pattern);
        _ = translation.Alternatives();
        if (translation.Problem is null && !translation._pattern.IsAtEnd)
        {
            translation.Fail("has a \")\" without a \"(\" before it");
        }

        return translation;
    }

    /// <summary>Up to the end of a group. Gives its size in positions.</summary>
    private long Alternatives()
    {
        long size = 0;
        while (Problem is null && !_pattern.IsAtEnd && _pattern.Current != ')')
        {
            if (_pattern.Take('|'))
            {
                _text.Append('|');
                continue;
            }

            size += Repeated();
            if (size > MostPositions)
            {
                Fail($"has more than {MostPositions} characters once its repetitions are written out");
            }
        }

        return size;
    }

    /// <summary>One character, class, anchor or group with the quantifier behind it.</summary>
    private long Repeated()
    {
        if (_pattern.Current is '*' or '+' or '?')
        {
            Fail($"has \"{_pattern.Current}\" with nothing before it to repeat");
            return 0;
        }

        return Atom() is { } size ? size * Quantifier() : 0;
    }

    /// <summary>Null for what stands for nothing that could be repeated, such as flags.</summary>
    private long? Atom()
    {
        switch (_pattern.Next())
        {
            case '(':
                return Group();
            case '[':
                RegexClass.Translate(_pattern, _text);
                return 1;
            case '\\':
                return RegexEscape.Translate(_pattern, _text);
            case '.':
                _text.Append(_flags.HasFlag(RegexFlags.DotAll) ? @"[\s\S]" : ".");
                return 1;
            case '^':
                _text.Append(_flags.HasFlag(RegexFlags.Multiline) ? "(?m:^)" : @"\A");
                return 1;
            case '$':
                _text.Append(_flags.HasFlag(RegexFlags.Multiline) ? "(?m:$)" : @"\z");
                return 1;
            case var character:
                RegexCharacters.Append(_text, character);
                return 1;
        }
    }

    private long? Group()
    {
        if (++_depth > DeepestNesting)
        {
            Fail($"nests groups deeper than {DeepestNesting}");
            return 0;
        }

        var outside = _flags;
        if (_pattern.Take('?'))
        {
            if (!RegexGroup.Open(_pattern, _text, _names, ref _flags))
            {
                _depth--;
                return null;
            }
        }
        else
        {
            _text.Append('(');
        }

        var size = Alternatives();
        if (Problem is null && !_pattern.Take(')'))
        {
            Fail("has a \"(\" without a \")\" behind it");
        }

        _text.Append(')');
        _flags = outside;
        _depth--;
        return Math.Max(1, size);
    }

    /// <summary>How many times the size counts.</summary>
    private long Quantifier()
    {
        long times = 1;
        if (!_pattern.IsAtEnd && _pattern.Current is '*' or '+' or '?')
        {
            _text.Append(_pattern.Next());
        }
        else if (_pattern.TakeCount() is var (least, most))
        {
            if (least > MostRepetitions || most > MostRepetitions || most < least)
            {
                Fail($"has a repetition that is not from 0 to {MostRepetitions} times");
            }

            times = Math.Max(1, most ?? least);
            _text.Append('{').Append(least).Append(most == least ? "" : $",{most}").Append('}');
        }
        else
        {
            return 1;
        }

        if (_pattern.Take('?') != _flags.HasFlag(RegexFlags.Ungreedy))
        {
            _text.Append('?');
        }

        if (_pattern.Take('+'))
        {
            Fail("has a possessive quantifier, which AWS does not support");
        }
        else if (!_pattern.IsAtEnd && (_pattern.Current is '*' or '?' || _pattern.TakeCount() is not null))
        {
            Fail("has one quantifier right behind another");
        }

        return times;
    }

    private void Fail(string problem) => _pattern.Fail(problem);
}

/// <summary>Flags that are not handed to .NET, which means other things by them.</summary>
[Flags]
internal enum RegexFlags
{
    None = 0,
    Multiline = 1,
    DotAll = 2,
    Ungreedy = 4,
}
