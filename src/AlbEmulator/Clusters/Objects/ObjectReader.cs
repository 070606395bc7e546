using System.Text.Json;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Clusters.Objects;

/// <summary>Reads an object of a cluster into nodes: no more of it than is kept, and no lines, since it is in no file.</summary>
internal ref struct ObjectReader
{
    /// <summary>Values of one object: an object that has more is none of Kubernetes, which holds 1.5 MB in one.</summary>
    private const int MostValues = 200_000;

    /// <summary>About so many bytes a value takes beside its text: its node, its place and its name.</summary>
    private const int ValueBytes = 128;

    private readonly TextPool _texts;
    private readonly List<Repetition> _repetitions = [];
    private Utf8JsonReader _reader;
    private int _values;
    private int _size;

    private ObjectReader(ReadOnlySpan<byte> json, TextPool texts)
    {
        _texts = texts;
        _reader = Reader(json);
    }

    /// <summary>Reads one.</summary>
    /// <param name="json">All of it.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="version">Of the API that it was asked for by.</param>
    /// <param name="file">What stands in the place of a file.</param>
    /// <param name="texts">What is shared with other objects.</param>
    /// <returns>It, and the version that it has in the cluster.</returns>
    /// <exception cref="InvalidDataException">It is no object.</exception>
    public static (ClusterObject Object, string ResourceVersion) Read(
        ReadOnlySpan<byte> json, ObjectKind kind, string version, string file, TextPool texts)
    {
        try
        {
            var (nameSpace, name, resourceVersion) = Names(json);
            if (!ClusterObject.IsName(name) || (nameSpace.Length > 0 && !ClusterObject.IsName(nameSpace)))
            {
                throw new InvalidDataException($"it tells of one of its {kind} that has no name");
            }

            var origin = new Origin(file, 0, $"{kind.Kind} {(nameSpace.Length > 0 ? $"{nameSpace}/" : "")}{name}");
            var reader = new ObjectReader(json, texts);
            reader._reader.Read();
            var root = (Node.Mapping)reader.Value(origin, kind.Kept);
            var whole = root with
            {
                Entries = [Said(origin, "apiVersion", kind.ApiVersion(version)), Said(origin, "kind", kind.Kind), .. root.Entries],
            };
            var address = kind.Address is { } kept ? Address(json, origin, kept, texts) : null;
            return (new ClusterObject(nameSpace, name, whole, address, reader._size), resourceVersion);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw NoObject(kind);
        }
    }

    /// <summary>Where it is read from the beginning.</summary>
    public static Utf8JsonReader Reader(ReadOnlySpan<byte> json) =>
        new(json, new JsonReaderOptions { MaxDepth = DocumentLimits.DeepestNesting });

    /// <summary>What is said where no object stands.</summary>
    public static InvalidDataException NoObject(ObjectKind kind) => new($"what it tells of its {kind} cannot be read");

    /// <summary>The resource version alone, as bookmarks have it; empty for none.</summary>
    public static string ResourceVersionOf(ReadOnlySpan<byte> json) => Names(json).ResourceVersion;

    private static Entry Said(Origin origin, string name, string text) =>
        new(name, origin.Property(name), new Node.Scalar(origin.Property(name), ScalarKind.Quoted, text));

    /// <summary>What of its metadata is needed before anything else.</summary>
    private static (string Namespace, string Name, string ResourceVersion) Names(ReadOnlySpan<byte> json)
    {
        var (nameSpace, name, resourceVersion) = ("", "", "");
        var reader = Reader(json);
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (!isMetadata || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var which = reader.ValueTextEquals("name"u8) ? 1 : reader.ValueTextEquals("namespace"u8) ? 2 : reader.ValueTextEquals("resourceVersion"u8) ? 3 : 0;
                reader.Read();
                if (which > 0 && reader.TokenType == JsonTokenType.String)
                {
                    var text = reader.GetString()!;
                    (name, nameSpace, resourceVersion) = which switch
                    {
                        1 => (text, nameSpace, resourceVersion),
                        2 => (name, text, resourceVersion),
                        _ => (name, nameSpace, text),
                    };
                }

                reader.Skip();
            }
        }

        return (nameSpace, name, resourceVersion);
    }

    private static Node Address(ReadOnlySpan<byte> json, Origin origin, Kept kept, TextPool texts)
    {
        var reader = new ObjectReader(json, texts);
        reader._reader.Read();
        return reader.Value(origin, kept);
    }

    private Node Value(Origin origin, Kept kept)
    {
        Expect(++_values <= MostValues);
        _size += ValueBytes;
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => Mapping(origin, kept),
            JsonTokenType.StartArray => Sequence(origin, kept),
            JsonTokenType.String => new Node.Scalar(origin, ScalarKind.Quoted, Text()),
            JsonTokenType.Number => new Node.Scalar(origin, ScalarKind.Number, Text()),
            JsonTokenType.True => new Node.Scalar(origin, ScalarKind.Boolean, "true"),
            JsonTokenType.False => new Node.Scalar(origin, ScalarKind.Boolean, "false"),
            _ => new Node.Scalar(origin, ScalarKind.Null, ""),
        };
    }

    private Node.Mapping Mapping(Origin origin, Kept kept)
    {
        var entries = new Entries(_repetitions);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text();
            _reader.Read();
            if (kept.Of(name) is { } part)
            {
                var place = origin.Property(name);
                entries.Add(new Entry(name, place, Value(place, part)));
            }
            else
            {
                _reader.Skip();
            }
        }

        return new Node.Mapping(origin, entries.Take());
    }

    private Node.Sequence Sequence(Origin origin, Kept kept)
    {
        var items = new List<Node>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(origin.Item(items.Count), kept));
        }

        return new Node.Sequence(origin, items.ToArray());
    }

    private string Text()
    {
        _size += _reader.ValueSpan.Length * sizeof(char);
        return _reader.ValueIsEscaped ? _reader.GetString()! : _texts.Of(_reader.ValueSpan);
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new JsonException();
        }
    }
}
