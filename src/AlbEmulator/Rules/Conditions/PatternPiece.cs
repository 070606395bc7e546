using System.Buffers;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// What stands between two stars of a pattern: characters, and holes that any character fills. Each search costs a
/// time in proportion to the text, whatever the piece. Allocates nothing after it was made.
/// </summary>
internal sealed class PatternPiece
{
    /// <summary>Stands for any one character; no text of a request holds it.</summary>
    public const char Hole = '\uFFFF';

    private const int MostMasked = 128;

    private readonly string _text;
    private readonly bool _hasHoles;
    private readonly StringComparison _comparison;
    private readonly SearchValues<string>? _literal;
    private readonly UInt128[]? _masks;
    private readonly UInt128 _holes;

    /// <param name="text">Characters and holes.</param>
    /// <param name="ignoreCase">Of ASCII letters.</param>
    /// <param name="isSought">Whether <see cref="IndexIn"/> will be asked for: only that needs preparation.</param>
    public PatternPiece(string text, bool ignoreCase, bool isSought)
    {
        _text = text;
        _hasHoles = text.Contains(Hole);
        _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (isSought && !_hasHoles)
        {
            _literal = SearchValues.Create([text], _comparison);
        }
        else if (isSought && text.Length <= MostMasked)
        {
            (_masks, _holes) = Masks(text, ignoreCase);
        }
    }

    public int Length => _text.Length;

    /// <summary>Whether the piece is all of a text of its own length.</summary>
    public bool Is(ReadOnlySpan<char> text) => _hasHoles
        ? FillsHoles(text)
        : _comparison == StringComparison.Ordinal ? text.SequenceEqual(_text) : text.Equals(_text, _comparison);

    /// <summary>Where the piece first stands in the text; negative where it does not.</summary>
    public int IndexIn(ReadOnlySpan<char> text)
    {
        if (_literal is not null)
        {
            return text.IndexOfAny(_literal);
        }

        return _masks is not null ? IndexByMasks(text, _masks) : IndexByTrial(text);
    }

    private bool FillsHoles(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < _text.Length; index++)
        {
            if (_text[index] != Hole && _text[index] != text[index]
                && (_comparison == StringComparison.Ordinal || Lower(_text[index]) != Lower(text[index])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Follows all places at which the piece could begin at once: bit n says that the last n + 1 characters are the
    /// first n + 1 of the piece.
    /// </summary>
    private int IndexByMasks(ReadOnlySpan<char> text, UInt128[] masks)
    {
        var complete = UInt128.One << (_text.Length - 1);
        var begun = UInt128.Zero;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            begun = ((begun << 1) | UInt128.One) & (character < masks.Length ? masks[character] : _holes);
            if ((begun & complete) != UInt128.Zero)
            {
                return index - _text.Length + 1;
            }
        }

        return -1;
    }

    /// <summary>For pieces longer than any that AWS allows.</summary>
    private int IndexByTrial(ReadOnlySpan<char> text)
    {
        for (var index = 0; index <= text.Length - _text.Length; index++)
        {
            if (FillsHoles(text.Slice(index, _text.Length)))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>For each byte the places of the piece that take it.</summary>
    private static (UInt128[] Masks, UInt128 Holes) Masks(string text, bool ignoreCase)
    {
        var masks = new UInt128[256];
        var holes = UInt128.Zero;
        for (var place = 0; place < text.Length; place++)
        {
            var bit = UInt128.One << place;
            holes |= text[place] == Hole ? bit : UInt128.Zero;
            for (var character = '\0'; character < masks.Length; character++)
            {
                var takes = text[place] == Hole || text[place] == character
                    || (ignoreCase && Lower(text[place]) == Lower(character));
                masks[character] |= takes ? bit : UInt128.Zero;
            }
        }

        return (masks, holes);
    }

    private static char Lower(char character) =>
        char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;
}
