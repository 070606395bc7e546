using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>Reads JSON, with comments and trailing commas, into nodes that know their lines.</summary>
internal ref struct JsonNodes
{
    private readonly string _file;
    private readonly Lines _lines;
    private readonly List<Repetition> _repetitions = [];
    private Utf8JsonReader _reader;
    private int _values;

    private JsonNodes(string file, ReadOnlySpan<byte> utf8)
    {
        _file = file;
        _lines = new Lines(utf8);
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = DocumentLimits.DeepestNesting,
        });
    }

    public static Document Read(string file, ReadOnlySpan<byte> utf8)
    {
        var nodes = new JsonNodes(file, utf8);
        try
        {
            nodes._reader.Read();
            var root = nodes.Value("");
            nodes._reader.Read();
            return new Document(file, root) { Repetitions = nodes._repetitions };
        }
        catch (JsonException exception)
        {
            throw new DocumentException(new Problem(
                new Origin(file, (int)(exception.LineNumber ?? 0) + 1, ""), $"is not JSON: {Reason(exception)}"));
        }
    }

    private Node Value(string path)
    {
        var origin = Here(path);
        if (++_values > DocumentLimits.MostValues)
        {
            throw new DocumentException(
                new Problem(origin, $"the file holds more than {DocumentLimits.MostValues} values"));
        }

        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => Mapping(origin),
            JsonTokenType.StartArray => Sequence(origin),
            JsonTokenType.String => new Node.Scalar(origin, ScalarKind.Quoted, Text(origin)),
            JsonTokenType.Number => new Node.Scalar(
                origin, ScalarKind.Number, System.Text.Encoding.UTF8.GetString(_reader.ValueSpan)),
            JsonTokenType.True => new Node.Scalar(origin, ScalarKind.Boolean, "true"),
            JsonTokenType.False => new Node.Scalar(origin, ScalarKind.Boolean, "false"),
            _ => new Node.Scalar(origin, ScalarKind.Null, ""),
        };
    }

    private Node.Mapping Mapping(Origin origin)
    {
        var entries = new Entries(_repetitions);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(Here(origin.Path));
            var path = Places.Property(origin.Path, name);
            var nameOrigin = Here(path);
            _reader.Read();
            entries.Add(new Entry(name, nameOrigin, Value(path)));
        }

        return new Node.Mapping(origin, entries.All);
    }

    private Node.Sequence Sequence(Origin origin)
    {
        var items = new List<Node>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(Places.Item(origin.Path, items.Count)));
        }

        return new Node.Sequence(origin, items);
    }

    private readonly string Text(Origin origin)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            throw new DocumentException(
                new Problem(origin, "holds an escape that is not a character: write the character itself"));
        }
    }

    private readonly Origin Here(string path) => new(_file, _lines.Of((int)_reader.TokenStartIndex), path);

    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return Quoted.Sentence(end < 0 ? exception.Message : exception.Message[..end]);
    }
}
