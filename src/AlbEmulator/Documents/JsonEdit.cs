using System.Text.Json;

namespace AlbEmulator.Documents;

/// <summary>
/// One place of a text that was edited. Of the innermost list that it lies in, the item that it touches is read again, as
/// one or several; all other nodes are those that there were, so that whatever was made of them stays.
/// </summary>
internal sealed class JsonEdit
{
    private readonly Document _before;
    private readonly ReadOnlyMemory<byte> _text;
    private readonly int _start;
    private readonly int _end;
    private readonly int _bytes;
    private int _lines;
    private int _values;

    private JsonEdit(Document before, JsonSource source, ReadOnlyMemory<byte> text)
    {
        var old = source.Text.Span;
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
    public static Document? Read(Document before, ReadOnlyMemory<byte> utf8)
    {
        if (before.Json is not { } source || before.Repetitions.Count > 0)
        {
            return null;
        }

        if (source.Text.Span.SequenceEqual(utf8.Span))
        {
            return before;
        }

        var edit = new JsonEdit(before, source, utf8);
        try
        {
            return edit.Changed(before.Root, depth: 1) is { } root && edit._values <= DocumentLimits.MostValues
                ? before with { Root = root, Json = new JsonSource(utf8, edit._values) }
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
        return new Node.Sequence(sequence.Origin, all) { Length = sequence.Length + _bytes };
    }

    /// <summary>What stands now where an item stood; nothing where that is not certain.</summary>
    private List<Node> ReadAgain(Node.Sequence list, int at, int depth)
    {
        var item = list.Items[at];
        var (start, length) = (item.Origin.Position, LengthOf(item));
        var text = _text.Span.Slice(start, length + _bytes);
        // In brackets it is a list, whose items are where they are in the file.
        var nodes = new JsonNodes(
            _before.File, (byte[])[(byte)'[', .. text, (byte)']'], item.Origin.Line, start - 1, DocumentLimits.DeepestNesting - depth + 1);
        nodes.Next();
        var items = nodes.Items(list.Origin, at);
        // Behind the last item nothing may stand: not a comma, nor a comment that would go on behind the place.
        var end = items.Count == 0 ? 0 : items[^1].Origin.Position + LengthOf(items[^1]);
        if (end != start + text.Length || nodes.Repetitions.Count > 0)
        {
            return [];
        }

        _lines = text.Count((byte)'\n') - _before.Json!.Text.Span.Slice(start, length).Count((byte)'\n');
        _values += nodes.Values - Count(item);
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
    private bool IsIn(Node node) => LengthOf(node) is > 0 and var length
        && node.Origin.Position <= _start && _end <= node.Origin.Position + length;

    private static int LengthOf(Node node) => node switch
    {
        Node.Mapping mapping => mapping.Length,
        Node.Sequence sequence => sequence.Length,
        _ => 0,
    };

    private static int Count(Node node) => 1 + node switch
    {
        Node.Mapping mapping => mapping.Entries.Sum(static entry => Count(entry.Value)),
        Node.Sequence sequence => sequence.Items.Sum(Count),
        _ => 0,
    };
}
