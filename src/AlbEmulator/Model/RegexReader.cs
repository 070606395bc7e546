namespace AlbEmulator.Model;

/// <summary>
/// Reads a regular expression of RE2's syntax. What it does not know is a problem: nothing is handed on unread.
/// <see href="https://github.com/google/re2/wiki/Syntax"/>
/// </summary>
internal sealed class RegexReader
{
    /// <summary>Bytes and edges that a pattern has at most once its repetitions are written out.</summary>
    public const int LargestSize = 1000;

    /// <summary>As in RE2.</summary>
    private const int MostRepetitions = 1000;

    /// <summary>As in RE2.</summary>
    private const int DeepestNesting = 1000;

    private readonly RegexCharacters _pattern;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private RegexFlags _flags;
    private int _depth;

    private RegexReader(string pattern, bool ignoreCase)
    {
        _pattern = new RegexCharacters(pattern);
        _flags = ignoreCase ? RegexFlags.IgnoreCase : RegexFlags.None;
    }

    /// <summary>The expression, and what is wrong with it in words that go on after its name; null when nothing is.</summary>
    public static (RegexNode Node, string? Problem) Read(string pattern, bool ignoreCase)
    {
        var reader = new RegexReader(pattern, ignoreCase);
        var node = reader.Alternatives();
        if (!reader._pattern.IsAtEnd)
        {
            reader._pattern.Fail("has a \")\" without a \"(\" before it");
        }

        if (node.Size > LargestSize)
        {
            reader._pattern.Fail($"has more than {LargestSize} characters once its repetitions are written out");
        }

        return (node, reader._pattern.Problem);
    }

    /// <summary>Up to the end of a group.</summary>
    private RegexNode Alternatives()
    {
        var choices = new List<RegexNode>();
        do
        {
            choices.Add(Sequence());
        }
        while (_pattern.Problem is null && _pattern.Take('|'));

        return choices is [var only] ? only : new RegexNode.Alternatives(choices);
    }

    private RegexNode.Sequence Sequence()
    {
        var parts = new List<RegexNode>();
        // Flags and empty quotations are read and leave nothing that could be repeated.
        var isRepeatable = false;
        while (_pattern.Problem is null && !_pattern.IsAtEnd && _pattern.Current is not (')' or '|'))
        {
            if (Count() is var (least, most))
            {
                if (!isRepeatable)
                {
                    _pattern.Fail("has a quantifier with nothing before it to repeat");
                    break;
                }

                parts[^1] = Repeated(parts[^1], least, most);
                isRepeatable = false;
                continue;
            }

            var before = parts.Count;
            Atom(parts);
            isRepeatable = parts.Count > before;
        }

        return new RegexNode.Sequence(parts);
    }

    private (int Least, int? Most)? Count()
    {
        switch (_pattern.Current)
        {
            case '*':
                _pattern.Next();
                return (0, null);
            case '+':
                _pattern.Next();
                return (1, null);
            case '?':
                _pattern.Next();
                return (0, 1);
            default:
                return _pattern.TakeCount();
        }
    }

    private RegexNode.Repetition Repeated(RegexNode part, int least, int? most)
    {
        if (least > MostRepetitions || most > MostRepetitions || most < least)
        {
            _pattern.Fail($"has a repetition that is not from 0 to {MostRepetitions} times");
        }

        var isLazy = _pattern.Take('?') != _flags.HasFlag(RegexFlags.Ungreedy);
        if (_pattern.Take('+'))
        {
            _pattern.Fail("has a possessive quantifier, which AWS does not support");
        }
        else if (!_pattern.IsAtEnd && Count() is not null)
        {
            _pattern.Fail("has one quantifier right behind another");
        }

        return new RegexNode.Repetition(part, least, most, isLazy);
    }

    private void Atom(List<RegexNode> parts)
    {
        switch (_pattern.Next())
        {
            case '(':
                Group(parts);
                break;
            case '[':
                Add(parts, RegexClass.Read(_pattern, _flags.HasFlag(RegexFlags.IgnoreCase)));
                break;
            case '\\' when _pattern.Take('Q'):
                foreach (var character in _pattern.TakeUntil(@"\E") ?? _pattern.TakeRest())
                {
                    Add(parts, ByteSet.Of(_pattern.Checked(character), character));
                }

                break;
            case '\\' when RegexEscape.Edge(_pattern) is { } edge:
                parts.Add(new RegexNode.Edge(edge));
                break;
            case '\\':
                Add(parts, RegexEscape.Set(_pattern));
                break;
            case '.':
                Add(parts, _flags.HasFlag(RegexFlags.DotAll) ? ByteSet.All : ~ByteSet.Of('\n', '\n'));
                break;
            case '^':
                parts.Add(new RegexNode.Edge(RegexEdge.Start));
                break;
            case '$':
                parts.Add(new RegexNode.Edge(RegexEdge.End));
                break;
            case var character:
                Add(parts, ByteSet.Of(character, character));
                break;
        }
    }

    private void Add(List<RegexNode> parts, ByteSet set) =>
        parts.Add(new RegexNode.Byte(_flags.HasFlag(RegexFlags.IgnoreCase) ? set.InAnyCase() : set));

    private void Group(List<RegexNode> parts)
    {
        if (++_depth > DeepestNesting)
        {
            _pattern.Fail($"nests groups deeper than {DeepestNesting}");
            return;
        }

        var outside = _flags;
        var kind = _pattern.Take('?') ? RegexGroup.Open(_pattern, _names, ref _flags) : RegexGroupKind.Capture;
        if (kind != RegexGroupKind.FlagsOnly && _pattern.Problem is null)
        {
            var inside = Alternatives();
            parts.Add(kind == RegexGroupKind.Capture ? new RegexNode.Capture(inside) : inside);
            _flags = outside;
            if (!_pattern.Take(')'))
            {
                _pattern.Fail("has a \"(\" without a \")\" behind it");
            }
        }

        _depth--;
    }
}
