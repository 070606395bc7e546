using AlbEmulator.Model;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// Says whether a regular expression matches somewhere in a text. It goes through the text once and keeps at each byte
/// all places of the expression that could have come to it, as bits: every text of a length costs the same, the first as
/// the last, which .NET's engine does not promise: that one makes states when it meets them, and some expressions
/// make it spend seconds on their first 8 KB. Runs on any thread and allocates nothing.
/// </summary>
internal sealed class RegexAutomaton
{
    private readonly int _words;
    private readonly ulong[] _masks;
    private readonly RegexSteps _steps;
    private readonly RegexSteps _boundarySteps;
    private readonly bool _looksAtWords;
    private readonly bool _beginsAnywhere;
    private readonly bool[] _matchesNothing = new bool[8];

    private RegexAutomaton(RegexStates states)
    {
        int[] bytes = [.. states.Bytes.Reverse()];
        _words = (bytes.Length + 63) / 64;
        _masks = new ulong[(byte.MaxValue + 1) * _words];
        for (var number = 0; number < bytes.Length; number++)
        {
            var set = states.Set(bytes[number]);
            for (var value = 0; value <= byte.MaxValue; value++)
            {
                _masks[(value * _words) + (number / 64)] |= set.Contains(value) ? 1UL << (number % 64) : 0;
            }
        }

        _looksAtWords = states.LooksAtWords;
        _beginsAnywhere = states.BeginsAnywhere;
        _steps = new RegexSteps(states, isWordBoundary: false);
        _boundarySteps = _looksAtWords ? new RegexSteps(states, isWordBoundary: true) : _steps;
        for (var place = 0; place < _matchesNothing.Length; place++)
        {
            _matchesNothing[place] = states
                .Reached(states.Entry, new RegexPlace((place & 1) != 0, (place & 2) != 0, (place & 4) != 0))
                .Contains(RegexStates.Matched);
        }
    }

    /// <param name="pattern">One that <see cref="AlbRegex.ProblemWith"/> found nothing wrong with.</param>
    /// <param name="ignoreCase">Of ASCII letters.</param>
    public static RegexAutomaton Compile(string pattern, bool ignoreCase) =>
        new(RegexStates.Of(AlbRegex.Read(pattern, ignoreCase)));

    public bool IsMatch(ReadOnlySpan<char> text) =>
        _words == 1 && !_looksAtWords ? IsShortMatch(text) : IsLongMatch(text);

    /// <summary>For expressions of at most 64 bytes that do not ask for words: nearly all that are written.</summary>
    private bool IsShortMatch(ReadOnlySpan<char> text)
    {
        var seen = 0UL;
        for (var index = 0; index < text.Length; index++)
        {
            if (_matchesNothing[index == 0 ? 1 : 0] || _steps.IsMatch(seen, isEnd: false))
            {
                return true;
            }

            seen = _steps.Follow(seen, index == 0) & _masks[Math.Min(text[index], (char)byte.MaxValue)];
            if (seen == 0 && !_beginsAnywhere)
            {
                return false;
            }
        }

        return _matchesNothing[text.IsEmpty ? 3 : 2] || _steps.IsMatch(seen, isEnd: true);
    }

    private bool IsLongMatch(ReadOnlySpan<char> text)
    {
        Span<ulong> seen = stackalloc ulong[_words];
        Span<ulong> next = stackalloc ulong[_words];
        seen.Clear();
        for (var index = 0; ; index++)
        {
            var isEnd = index == text.Length;
            var isBoundary = _looksAtWords && IsWord(text, index - 1) != IsWord(text, index);
            var steps = isBoundary ? _boundarySteps : _steps;
            var place = (index == 0 ? 1 : 0) | (isEnd ? 2 : 0) | (isBoundary ? 4 : 0);
            if (_matchesNothing[place] || steps.IsMatch(seen, isEnd))
            {
                return true;
            }

            if (isEnd)
            {
                return false;
            }

            steps.Follow(seen, next, isStart: index == 0);
            if (!Take(text[index], next, seen) && !_beginsAnywhere)
            {
                return false;
            }
        }
    }

    /// <summary>Keeps of what may come next what takes the character. False when that is nothing.</summary>
    private bool Take(char character, ReadOnlySpan<ulong> next, Span<ulong> seen)
    {
        var masks = _masks.AsSpan(Math.Min(character, (char)byte.MaxValue) * _words, _words);
        var any = 0UL;
        for (var word = 0; word < masks.Length; word++)
        {
            seen[word] = next[word] & masks[word];
            any |= seen[word];
        }

        return any != 0;
    }

    private static bool IsWord(ReadOnlySpan<char> text, int index) =>
        index >= 0 && index < text.Length && (char.IsAsciiLetterOrDigit(text[index]) || text[index] == '_');
}
