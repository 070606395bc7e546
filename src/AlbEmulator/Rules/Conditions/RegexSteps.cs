namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// How the bytes of a regular expression follow one another where the text is at, or is not at, a word boundary. Sets
/// of bytes are bits in words of 64.
/// </summary>
internal sealed class RegexSteps
{
    private readonly ulong[] _inLine;
    private readonly RegexJump[] _jumps;
    private readonly ulong[] _first;
    private readonly ulong[] _firstAtStart;
    private readonly ulong[] _last;
    private readonly ulong[] _lastAtEnd;

    public RegexSteps(RegexStates states, bool isWordBoundary)
    {
        // Counted from the beginning, so that what is usual, the next byte, is a shift.
        int[] bytes = [.. states.Bytes.Reverse()];
        var numbers = new Dictionary<int, int>();
        for (var number = 0; number < bytes.Length; number++)
        {
            numbers[bytes[number]] = number;
        }

        var words = (bytes.Length + 63) / 64;
        var inside = new RegexPlace(false, false, isWordBoundary);
        _first = Bits(states.Reached(states.Entry, inside));
        _firstAtStart = Bits(states.Reached(states.Entry, inside with { IsStart = true }));
        _last = Bits(bytes.Where(state => states.Reached(states.After(state), inside).Contains(RegexStates.Matched)));
        _lastAtEnd = Bits(bytes.Where(
            state => states.Reached(states.After(state), inside with { IsEnd = true }).Contains(RegexStates.Matched)));

        var followers = bytes.Select(state => Bits(states.Reached(states.After(state), inside))).ToList();
        _inLine = new ulong[words];
        for (var number = 0; number + 1 < bytes.Length; number++)
        {
            if (Has(followers[number], number + 1))
            {
                Set(_inLine, number);
                followers[number][(number + 1) / 64] &= ~(1UL << ((number + 1) % 64));
            }
        }

        _jumps =
        [
            .. Enumerable.Range(0, bytes.Length)
                .Where(number => followers[number].Any(word => word != 0))
                .GroupBy(number => string.Join(',', followers[number]))
                .Select(same => new RegexJump(Bits(same.Select(number => bytes[number])), followers[same.First()])),
        ];

        ulong[] Bits(IEnumerable<int> some)
        {
            var bits = new ulong[words];
            foreach (var state in some)
            {
                if (state != RegexStates.Matched)
                {
                    Set(bits, numbers[state]);
                }
            }

            return bits;
        }
    }

    public bool IsMatch(ReadOnlySpan<ulong> seen, bool isEnd)
    {
        var last = isEnd ? _lastAtEnd : _last;
        for (var word = 0; word < last.Length; word++)
        {
            if ((seen[word] & last[word]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All bytes that may come next: after those just seen, and the first ones once more.</summary>
    public void Follow(ReadOnlySpan<ulong> seen, Span<ulong> next, bool isStart)
    {
        var first = isStart ? _firstAtStart : _first;
        var carry = 0UL;
        for (var word = 0; word < first.Length; word++)
        {
            var inLine = seen[word] & _inLine[word];
            next[word] = first[word] | (inLine << 1) | carry;
            carry = inLine >> 63;
        }

        foreach (var jump in _jumps)
        {
            jump.Follow(seen, next);
        }
    }

    /// <summary><see cref="Follow(ReadOnlySpan{ulong}, Span{ulong}, bool)"/> for expressions of at most 64 bytes.</summary>
    public ulong Follow(ulong seen, bool isStart)
    {
        var next = (isStart ? _firstAtStart[0] : _first[0]) | ((seen & _inLine[0]) << 1);
        foreach (var jump in _jumps)
        {
            next |= jump.Follow(seen);
        }

        return next;
    }

    /// <summary><see cref="IsMatch(ReadOnlySpan{ulong}, bool)"/> for expressions of at most 64 bytes.</summary>
    public bool IsMatch(ulong seen, bool isEnd) => (seen & (isEnd ? _lastAtEnd[0] : _last[0])) != 0;

    private static bool Has(ulong[] bits, int number) => (bits[number / 64] & (1UL << (number % 64))) != 0;

    private static void Set(ulong[] bits, int number) => bits[number / 64] |= 1UL << (number % 64);
}
