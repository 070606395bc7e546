using System.Diagnostics;
using AlbEmulator.Model;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// A regular expression as states with ways between them, repetitions written out. Built from its end, so that each
/// state knows what comes after it.
/// </summary>
internal sealed class RegexStates
{
    /// <summary>The state in which all of the expression was seen.</summary>
    public const int Matched = 0;

    private readonly List<State> _states = [new State(null, null, [])];

    private RegexStates(RegexNode node) => Entry = Add(node, Matched);

    public int Entry { get; }

    /// <summary>States that take a byte, those nearer to the end first.</summary>
    public IReadOnlyList<int> Bytes =>
        [.. Enumerable.Range(0, _states.Count).Where(state => _states[state].Set is not null)];

    /// <summary>Whether it matters where words begin and end.</summary>
    public bool LooksAtWords =>
        _states.Exists(state => state.Edge is RegexEdge.WordBoundary or RegexEdge.NoWordBoundary);

    /// <summary>Whether a match could begin, or be empty, behind the start of a text.</summary>
    public bool BeginsAnywhere =>
        new[] { (false, false), (false, true), (true, false), (true, true) }.Any(
            place => Reached(Entry, new RegexPlace(false, place.Item1, place.Item2)).Count > 0);

    public static RegexStates Of(RegexNode node) => new(node);

    public ByteSet Set(int state) => _states[state].Set!.Value;

    /// <summary>The state after one that takes a byte.</summary>
    public int After(int state) => _states[state].Ways[0];

    /// <summary>All states that wait for a byte, and <see cref="Matched"/>, where a state leads at a place of the text.</summary>
    public HashSet<int> Reached(int from, RegexPlace place)
    {
        var reached = new HashSet<int>();
        var seen = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out var state))
        {
            if (!seen.Add(state))
            {
                continue;
            }

            if (state == Matched || _states[state].Set is not null)
            {
                reached.Add(state);
            }
            else if (_states[state].Edge is not { } edge || place.Is(edge))
            {
                foreach (var way in _states[state].Ways)
                {
                    open.Push(way);
                }
            }
        }

        return reached;
    }

    private int Add(RegexNode node, int next)
    {
        switch (node)
        {
            case RegexNode.Byte one:
                return Add(new State(one.Set, null, [next]));
            case RegexNode.Edge edge:
                return Add(new State(null, edge.Kind, [next]));
            case RegexNode.Capture capture:
                return Add(capture.Part, next);
            case RegexNode.Alternatives alternatives when OneByte(alternatives) is { } set:
                return Add(new State(set, null, [next]));
            case RegexNode.Alternatives alternatives:
                return Add(new State(null, null, [.. alternatives.Choices.Select(choice => Add(choice, next))]));
            case RegexNode.Sequence sequence:
                foreach (var part in sequence.Parts.Reverse())
                {
                    next = Add(part, next);
                }

                return next;
            case RegexNode.Repetition repetition:
                return Add(repetition, next);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>What a choice such as <c>a|b</c> takes; null where it is not of one byte each.</summary>
    private static ByteSet? OneByte(RegexNode.Alternatives alternatives)
    {
        var set = default(ByteSet);
        foreach (var choice in alternatives.Choices)
        {
            if (choice is not RegexNode.Sequence { Parts: [RegexNode.Byte only] })
            {
                return null;
            }

            set |= only.Set;
        }

        return set;
    }

    private int Add(RegexNode.Repetition repetition, int next)
    {
        var copies = repetition.Least;
        if (repetition.Most is not { } most)
        {
            var ways = new List<int> { next };
            var loop = Add(new State(null, null, ways));
            var body = Add(repetition.Part, loop);
            ways.Add(body);
            next = copies == 0 ? loop : body;
            copies = Math.Max(0, copies - 1);
        }
        else
        {
            var end = next;
            for (var copy = copies; copy < most; copy++)
            {
                next = Add(new State(null, null, [Add(repetition.Part, next), end]));
            }
        }

        for (var copy = 0; copy < copies; copy++)
        {
            next = Add(repetition.Part, next);
        }

        return next;
    }

    private int Add(State state)
    {
        _states.Add(state);
        return _states.Count - 1;
    }

    private sealed record State(ByteSet? Set, RegexEdge? Edge, IReadOnlyList<int> Ways);
}
