using System.Text.Json;

namespace AlbEmulator.Documents;

/// <summary>
/// One place of a text that was edited. Of the innermost list that it lies in, the item that it touches is read again, as
/// one or several; all other nodes are those that there were, so that whatever was made of them stays.
/// </summary>
internal sealed class TextEdit
{
    private readonly Document _before;
    private readonly ReadOnlyMemory<byte> _text;
    private readonly int _start;
    private readonly int _end;
    private readonly int _bytes;
    private int _lines;
    private int _values;

    private TextEdit(Document before, DocumentText source, ReadOnlyMemory<byte> text)
    {
        var old = source.Utf8.Span;
        var now = text.Span;
        var least = Math.Min(old.Length, now.Length);
        _before = before;
        _text = text;
        _bytes = now.Length - old.Length;
        _start = old.CommonPrefixLength(now);
        _end = old.Length - Math.Min(CommonEnd(old, now), least - _start);
        _values = source.Values;
    }

    /// <summary>The document of a text that differs in one place from that of another; null where all of it has to be read.</summary>
    /// <param name="before">What was read before of the same file.</param>
    /// <param name="utf8">Its text now.</param>
    /// <param name="isYaml">Whether it is YAML, and not JSON.</param>
    public static Document? Read(Document before, ReadOnlyMemory<byte> utf8, bool isYaml)
    {
        if (before.Text is not { } source || source.IsYaml != isYaml || before.Repetitions.Count > 0)
        {
            return null;
        }

        if (source.Utf8.Span.SequenceEqual(utf8.Span))
        {
            return before;
        }

        var edit = new TextEdit(before, source, utf8);
        try
        {
            return edit.Changed(before.Root, depth: 1) is { } root && edit._values <= DocumentLimits.MostValues
                ? before with { Root = root, Text = source with { Utf8 = utf8, Values = edit._values } }
                : null;
        }
        catch (Exception exception) when (exception is JsonException or DocumentException)
        {
            // What is wrong with it is told of the text as a whole.
            return null;
        }
    }

    private static int CommonEnd(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        const int piece = 4096;
        var (same, least) = (0, Math.Min(one.Length, other.Length));
        while (least - same >= piece && one[^(same + piece)..^same].SequenceEqual(other[^(same + piece)..^same]))
        {
            same += piece;
        }

        while (same < least && one[^(same + 1)] == other[^(same + 1)])
        {
            same++;
        }

        return same;
    }

    /// <summary>A node that the edit lies in, as it is now; null where it is in no item of a list.</summary>
    private Node? Changed(Node node, int depth) => node switch
    {
        Node.Mapping mapping => Changed(mapping, depth),
        Node.Sequence sequence => Changed(sequence, depth),
        _ => null,
    };

    private Node.Mapping? Changed(Node.Mapping mapping, int depth)
    {
        var entries = mapping.Entries.ToArray();
        var at = Array.FindIndex(entries, entry => IsIn(entry.Value));
        if (at < 0 || Changed(entries[at].Value, depth + 1) is not { } value)
        {
            return null;
        }

        entries[at] = entries[at] with { Value = value };
        foreach (var entry in entries.AsSpan(at + 1))
        {
            entry.Value.Origin.Move(0, _lines, _bytes);
            if (!ReferenceEquals(entry.Origin, entry.Value.Origin))
            {
                entry.Origin.Move(0, _lines, _bytes);
            }
        }

        return new Node.Mapping(mapping.Origin, entries) { Length = mapping.Length + _bytes };
    }

    private Node.Sequence? Changed(Node.Sequence sequence, int depth)
    {
        var at = IndexOfEdited(sequence);
        if (at < 0)
        {
            return null;
        }

        var items = Changed(sequence.Items[at], depth + 1) is { } changed ? [changed] : ReadAgain(sequence, at, depth);
        if (items.Count == 0)
        {
            return null;
        }

        for (var i = at + 1; i < sequence.Items.Count; i++)
        {
            sequence.Items[i].Origin.Move(items.Count - 1, _lines, _bytes);
        }

        Node[] all = [.. sequence.Items.Take(at), .. items, .. sequence.Items.Skip(at + 1)];
        // Several documents are a list that has no text of its own.
        return new Node.Sequence(sequence.Origin, all) { Length = sequence.Length == 0 ? 0 : sequence.Length + _bytes };
    }

    /// <summary>What stands now where an item stood; nothing where that is not certain.</summary>
    private IReadOnlyList<Node> ReadAgain(Node.Sequence list, int at, int depth)
    {
        var item = list.Items[at];
        var (start, length) = (item.Origin.Position, item.Length);
        var place = new ItemPlace(_before.File, list.Origin, at, item.Origin.Line, start, depth);
        var (items, values) = _before.Text!.IsYaml
            ? YamlItems.Read(place, _text.Span, length + _bytes)
            : JsonNodes.ReadItems(place, _text.Span.Slice(start, length + _bytes));
        if (items.Count == 0)
        {
            return items;
        }

        _lines = _text.Span.Slice(start, length + _bytes).Count((byte)'\n')
            - _before.Text.Utf8.Span.Slice(start, length).Count((byte)'\n');
        _values += values - Count(item);
        return items;
    }

    private int IndexOfEdited(Node.Sequence list)
    {
        var (low, high) = (0, list.Items.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var item = list.Items[middle];
            if (IsIn(item))
            {
                return middle;
            }

            (low, high) = item.Origin.Position < _start ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    /// <summary>Whether the edit lies within an object or a list.</summary>
    private bool IsIn(Node node) => node.Length is > 0 and var length
        && node.Origin.Position <= _start && _end <= node.Origin.Position + length;

    private static int Count(Node node) => 1 + node switch
    {
        Node.Mapping mapping => mapping.Entries.Sum(static entry => Count(entry.Value)),
        Node.Sequence sequence => sequence.Items.Sum(Count),
        _ => 0,
    };
}
