namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// Bytes of a regular expression after which others may come than the next one in line: behind a choice, at the end of
/// a repetition. Holds only the words that are not empty, which are few: what follows is near.
/// </summary>
internal sealed class RegexJump
{
    private readonly int _fromAt;
    private readonly ulong[] _from;
    private readonly int _toAt;
    private readonly ulong[] _to;

    public RegexJump(ulong[] from, ulong[] to)
    {
        (_fromAt, _from) = Trim(from);
        (_toAt, _to) = Trim(to);
    }

    public void Follow(ReadOnlySpan<ulong> seen, Span<ulong> next)
    {
        var here = seen.Slice(_fromAt, _from.Length);
        for (var word = 0; word < here.Length; word++)
        {
            if ((here[word] & _from[word]) != 0)
            {
                var there = next.Slice(_toAt, _to.Length);
                for (var other = 0; other < there.Length; other++)
                {
                    there[other] |= _to[other];
                }

                return;
            }
        }
    }

    /// <summary>For expressions of one word.</summary>
    public ulong Follow(ulong seen) => (seen & _from[0]) != 0 ? _to[0] : 0;

    private static (int At, ulong[] Words) Trim(ulong[] words)
    {
        var first = words.AsSpan().IndexOfAnyExcept(0UL);
        var last = words.AsSpan().LastIndexOfAnyExcept(0UL);
        return (first, words[first..(last + 1)]);
    }
}
