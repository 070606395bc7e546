using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>Reads JSON, with comments and trailing commas, into nodes that know their lines.</summary>
internal ref struct JsonNodes
{
    private readonly string _file;
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly List<Repetition> _repetitions = [];
    private readonly TextPool _texts = new();

    /// <summary>For mappings to come: as many as are nested at once.</summary>
    private readonly Stack<Entries> _free = new();
    private readonly int _offset;
    private Utf8JsonReader _reader;
    private int _line;
    private int _counted;

    /// <param name="file">The file as the user named it.</param>
    /// <param name="utf8">The text.</param>
    /// <param name="line">The line that it begins in.</param>
    /// <param name="offset">Bytes of the file before it.</param>
    /// <param name="depth">How deep it may be nested.</param>
    private JsonNodes(string file, ReadOnlySpan<byte> utf8, int line, int offset, int depth)
    {
        _file = file;
        _utf8 = utf8;
        _line = line;
        _offset = offset;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = depth,
        });
    }

    /// <summary>How many values were read.</summary>
    private int Values { get; set; }

    /// <summary>Where the token ends that was read last, in bytes of the file.</summary>
    private readonly int End => (int)_reader.BytesConsumed + _offset;

    public static Document Read(string file, ReadOnlyMemory<byte> utf8)
    {
        var nodes = new JsonNodes(file, utf8.Span, line: 1, offset: 0, DocumentLimits.DeepestNesting);
        try
        {
            var line = nodes.Next();
            var root = nodes.Value(new Origin(file, line, "", nodes.Start), line);
            nodes.Next();
            return new Document(file, root) { Repetitions = nodes._repetitions, Text = new DocumentText(utf8, nodes.Values, IsYaml: false) };
        }
        catch (JsonException exception)
        {
            throw new DocumentException(new Problem(
                new Origin(file, (int)(exception.LineNumber ?? 0) + 1, ""), $"is not JSON: {Reason(exception)}"));
        }
    }

    /// <summary>Reads what stands in the place of an item of a list.</summary>
    /// <param name="place">Where the item begins.</param>
    /// <param name="text">All that stands there now.</param>
    /// <returns>One item or several, and how many values they hold; none where it may be that they go on behind the place.</returns>
    public static (IReadOnlyList<Node> Items, int Values) ReadItems(ItemPlace place, ReadOnlySpan<byte> text)
    {
        // In brackets it is a list, whose items are where they are in the file.
        var nodes = new JsonNodes(
            place.File,
            (byte[])[(byte)'[', .. text, (byte)']'],
            place.Line,
            place.Position - 1,
            DocumentLimits.DeepestNesting - place.Depth + 1);
        nodes.Next();
        var items = nodes.Items(place.List, place.Index);
        // Behind the last item nothing may stand: not a comma, nor a comment that would go on behind the place.
        var end = items.Count == 0 ? 0 : items[^1].Origin.Position + items[^1].Length;
        return end == place.Position + text.Length && nodes._repetitions.Count == 0 ? (items, nodes.Values) : ([], 0);
    }

    /// <summary>Reads on until the list ends that has begun.</summary>
    /// <param name="list">Where the list is.</param>
    /// <param name="first">Index of the first item that comes.</param>
    private List<Node> Items(Origin list, int first)
    {
        var items = new List<Node>();
        var (above, position) = (list.Line, list.Position);
        for (var line = Next(); _reader.TokenType != JsonTokenType.EndArray; line = Next())
        {
            items.Add(Value(list.Item(first + items.Count, line - above, Start - position), line));
        }

        return items;
    }

    /// <summary>Reads the next token; gives its line.</summary>
    private int Next()
    {
        _reader.Read();
        var start = (int)_reader.TokenStartIndex;
        _line += _utf8[_counted..start].Count((byte)'\n');
        _counted = start;
        return _line;
    }

    private readonly int Start => (int)_reader.TokenStartIndex + _offset;

    private Node Value(Origin origin, int line)
    {
        if (++Values > DocumentLimits.MostValues)
        {
            throw new DocumentException(
                new Problem(origin, $"the file holds more than {DocumentLimits.MostValues} values"));
        }

        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => Mapping(origin, line),
            JsonTokenType.StartArray => Sequence(origin),
            JsonTokenType.String => new Node.Scalar(origin, ScalarKind.Quoted, Text(origin, lines: 0)),
            JsonTokenType.Number => new Node.Scalar(origin, ScalarKind.Number, _texts.Of(_reader.ValueSpan)),
            JsonTokenType.True => new Node.Scalar(origin, ScalarKind.Boolean, "true"),
            JsonTokenType.False => new Node.Scalar(origin, ScalarKind.Boolean, "false"),
            _ => new Node.Scalar(origin, ScalarKind.Null, ""),
        };
    }

    private Node.Mapping Mapping(Origin origin, int above)
    {
        var start = Start;
        var entries = _free.TryPop(out var free) ? free : new Entries(_repetitions);
        for (var line = Next(); _reader.TokenType != JsonTokenType.EndObject; line = Next())
        {
            var (name, nameStart) = (Text(origin, line - above), Start);
            var valueLine = Next();
            var value = origin.Property(name, valueLine - above, Start - start);
            var place = line == valueLine ? value : origin.Property(name, line - above, nameStart - start);
            entries.Add(new Entry(name, place, Value(value, valueLine)));
        }

        var mapping = new Node.Mapping(origin, entries.Take()) { Length = End - start };
        _free.Push(entries);
        return mapping;
    }

    private Node.Sequence Sequence(Origin origin)
    {
        var start = Start;
        var items = Items(origin, first: 0);
        return new Node.Sequence(origin, items.ToArray()) { Length = End - start };
    }

    private readonly string Text(Origin origin, int lines)
    {
        if (!_reader.ValueIsEscaped)
        {
            return _texts.Of(_reader.ValueSpan);
        }

        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            throw new DocumentException(
                new Problem(origin.OnLine(origin.Line + lines), "holds an escape that is not a character: write the character itself"));
        }
    }

    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return Quoted.Sentence(end < 0 ? exception.Message : exception.Message[..end]);
    }
}
