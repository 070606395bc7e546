using System.Buffers;
using System.Text;
using YamlDotNet.Core.Events;

namespace AlbEmulator.Documents;

/// <summary>Where in a file things are that the parser found in a text of it, the whole or a part.</summary>
/// <param name="text">The text.</param>
/// <param name="lines">Lines of the file before it.</param>
/// <param name="bytes">Bytes of the file before it.</param>
internal sealed class YamlPlaces(string text, int lines, int bytes)
{
    /// <summary>What YAML takes for the end of a line beside <c>\n</c>, which is what is counted here.</summary>
    private static readonly SearchValues<char> OtherBreaks = SearchValues.Create("\r\u0085\u2028\u2029");

    private int _characters;
    private int _bytes = bytes;
    private ParsingEvent? _before;

    /// <summary>Whether lines end in it that do not end with <c>\n</c>.</summary>
    public bool HasOtherBreaks => text.AsSpan().ContainsAny(OtherBreaks);

    /// <summary>The line of what was found last, 1-based.</summary>
    public int Line { get; private set; } = lines + 1;

    /// <summary>Bytes of the file before what was found last.</summary>
    public int Start { get; private set; } = bytes;

    /// <summary>
    /// Bytes of the file up to the end of a mapping or a sequence, which was found last. In brackets that is where they close.
    /// Otherwise it is known by what comes next, and the end is that of the line before.
    /// </summary>
    /// <param name="isInBrackets">Whether it is.</param>
    public int End(bool isInBrackets)
    {
        var index = (int)_before!.Start.Index;
        if (isInBrackets)
        {
            return Bytes(Math.Min(index + 1, text.Length));
        }

        var lineEnd = text.AsSpan(0, index).LastIndexOf('\n');
        return Bytes(lineEnd >= 0 && (index < text.Length || lineEnd == index - 1) ? lineEnd : index);
    }

    /// <summary>The parser has found something more. What is not there, as between two commas, is where it is noticed.</summary>
    public void Found(ParsingEvent found)
    {
        var start = found.Start.Index < _before?.End.Index ? _before.End : found.Start;
        (Line, Start) = ((int)Math.Max(1, start.Line) + lines, Bytes((int)start.Index));
        _before = found.Start.Index < _before?.End.Index ? _before : found;
    }

    /// <summary>Cheap for one who goes through the text.</summary>
    private int Bytes(int index)
    {
        // A document that is begun and empty is found behind the end.
        index = Math.Min(index, text.Length);
        _bytes += index < _characters
            ? -Encoding.UTF8.GetByteCount(text.AsSpan(index, _characters - index))
            : Encoding.UTF8.GetByteCount(text.AsSpan(_characters, index - _characters));
        _characters = index;
        return _bytes;
    }
}
