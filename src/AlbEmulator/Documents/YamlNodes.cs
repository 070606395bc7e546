using AlbEmulator.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AlbEmulator.Documents;

/// <summary>Reads YAML, with anchors, aliases and merge keys, into nodes that know their lines.</summary>
internal sealed class YamlNodes
{
    private const string MergeKey = "<<";
    private const string StandardTag = "tag:yaml.org,2002:";

    private readonly string _file;
    private readonly Parser _parser;
    private readonly List<Problem> _problems;
    private readonly List<Problem> _shortTags = [];
    private readonly List<Repetition> _repetitions = [];
    private readonly Dictionary<string, Node> _anchors = new(StringComparer.Ordinal);
    private int _depth;
    private int _values;

    private YamlNodes(string file, string text, List<Problem> problems)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
        _problems = problems;
    }

    public static Document Read(string file, string text, List<Problem> problems)
    {
        var nodes = new YamlNodes(file, text, problems);
        nodes.Next<StreamStart>();
        if (nodes.Next() is not DocumentStart)
        {
            throw Failure(new Origin(file, 1, ""), "is empty: write at least LoadBalancers and TargetGroups");
        }

        nodes.Next();
        var root = nodes.Value(line => new Origin(file, line, ""));
        nodes.Next<DocumentEnd>();
        if (nodes.Next() is not StreamEnd)
        {
            throw Failure(
                nodes.Here(""), "begins a second document: keep one in a file, and name several files instead");
        }

        return new Document(file, root) { ShortTags = nodes._shortTags, Repetitions = nodes._repetitions };
    }

    private Node Value(Func<int, Origin> place)
    {
        var origin = place(Line);
        Count(origin);
        var (tag, anchor) = _parser.Current is NodeEvent start ? (start.Tag, start.Anchor) : (default, default);
        CheckTag(tag, origin);
        var node = _parser.Current switch
        {
            AnchorAlias alias => Repeat(alias, origin),
            MappingStart => Nested(origin, Mapping),
            SequenceStart => Nested(origin, Sequence),
            Scalar scalar => ScalarOf(scalar, origin),
            _ => throw Failure(origin, "is not a value"),
        };
        if (FunctionOf(tag) is { } function)
        {
            node = new Node.Mapping(origin, [new Entry(function, origin, node)]);
        }

        Remember(anchor, node);
        return node;
    }

    private Node Nested(Origin origin, Func<Origin, Node> read)
    {
        if (++_depth > DocumentLimits.DeepestNesting)
        {
            throw Failure(origin, $"is nested more than {DocumentLimits.DeepestNesting} deep");
        }

        var node = read(origin);
        _depth--;
        return node;
    }

    private Node.Mapping Mapping(Origin origin)
    {
        var entries = new Entries(_repetitions);
        var merged = new List<Node>();
        while (Next() is not MappingEnd)
        {
            if (_parser.Current is not Scalar key)
            {
                throw Failure(Here(origin.Path), "has a name that is not text");
            }

            var nameOrigin = origin.Property(key.Value, Line - origin.Line);
            Remember(key.Anchor, new Node.Scalar(nameOrigin, ScalarKind.Quoted, key.Value));
            Next();
            var value = Value(line => line == nameOrigin.Line ? nameOrigin : origin.Property(key.Value, line - origin.Line));
            if (key.Value == MergeKey && key.Style == ScalarStyle.Plain)
            {
                merged.Add(value);
            }
            else
            {
                entries.Add(new Entry(key.Value, nameOrigin, value));
            }
        }

        merged.ForEach(node => Merge(node, origin, entries));
        return new Node.Mapping(origin, entries.All);
    }

    private void Merge(Node node, Origin into, Entries entries)
    {
        switch (node)
        {
            case Node.Mapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    entries.AddUnlessThere(MovedEntry(entry, into));
                }

                break;
            case Node.Sequence sequence:
                foreach (var item in sequence.Items)
                {
                    Merge(item, into, entries);
                }

                break;
            default:
                _problems.Add(new Problem(node.Origin, "must be a mapping, or a list of mappings, to be merged"));
                break;
        }
    }

    private Node.Sequence Sequence(Origin origin)
    {
        var items = new List<Node>();
        while (Next() is not SequenceEnd)
        {
            items.Add(Value(line => origin.Item(items.Count, line - origin.Line)));
        }

        return new Node.Sequence(origin, items);
    }

    private static Node.Scalar ScalarOf(Scalar scalar, Origin origin)
    {
        var plain = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty;
        var kind = !plain ? ScalarKind.Quoted
            : scalar.Value is "" or "~" or "null" or "Null" or "NULL" ? ScalarKind.Null
            : ScalarKind.Plain;
        return new Node.Scalar(origin, kind, scalar.Value);
    }

    private Node Repeat(AnchorAlias alias, Origin origin) =>
        _anchors.TryGetValue(alias.Value.Value, out var node)
            ? Moved(node, origin.OnLine(node.Origin.Line))
            : throw Failure(origin, $"no anchor {Quoted.Plain(alias.Value.Value)} stands before this alias");

    /// <summary>A copy at another path; its lines stay those where the text stands.</summary>
    private Node Moved(Node node, Origin origin)
    {
        Count(node.Origin);
        return node switch
        {
            Node.Mapping mapping =>
                new Node.Mapping(origin, [.. mapping.Entries.Select(entry => MovedEntry(entry, origin))]),
            Node.Sequence sequence => new Node.Sequence(
                origin,
                [.. sequence.Items.Select((item, index) => Moved(item, origin.Item(index, item.Origin.Line - origin.Line)))]),
            _ => node with { Origin = origin },
        };
    }

    private Entry MovedEntry(Entry entry, Origin into)
    {
        var origin = into.Property(entry.Name, entry.Origin.Line - into.Line);
        return new Entry(entry.Name, origin, Moved(entry.Value, origin.OnLine(entry.Value.Origin.Line)));
    }

    private void Remember(AnchorName anchor, Node node)
    {
        if (!anchor.IsEmpty)
        {
            _anchors[anchor.Value] = node;
        }
    }

    private void CheckTag(TagName tag, Origin origin)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific && !tag.Value.StartsWith(StandardTag, StringComparison.Ordinal))
        {
            var problems = FunctionOf(tag) is null ? _problems : _shortTags;
            problems.Add(new Problem(
                origin, $"the tag {Quoted.Plain(tag.Value)} is not supported: write the value itself"));
        }
    }

    private static string? FunctionOf(TagName tag) => tag.IsEmpty || tag.IsNonSpecific ? null : ShortTags.LongForm(tag.Value);

    private void Count(Origin origin)
    {
        if (++_values > DocumentLimits.MostValues)
        {
            throw Failure(origin, $"the file holds more than {DocumentLimits.MostValues} values, aliases counted");
        }
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (Next() is not T)
        {
            throw Failure(Here(""), "is not YAML");
        }
    }

    private ParsingEvent Next()
    {
        try
        {
            if (_parser.MoveNext())
            {
                return _parser.Current!;
            }
        }
        catch (YamlException exception)
        {
            throw Failure(new Origin(_file, (int)Math.Max(1, exception.Start.Line), ""),
                $"is not YAML: {Quoted.Sentence(exception.Message)}");
        }
        catch (Exception)
        {
            // The parser answers some broken texts with exceptions of other kinds, whose words are about itself.
            throw Failure(Here(""), "is not YAML: look here for a bracket, a brace or a quotation mark that is missing or one too many");
        }

        throw Failure(Here(""), "is not YAML: it ends too early");
    }

    private int Line => (int)Math.Max(1, _parser.Current?.Start.Line ?? 1);

    private Origin Here(string path) => new(_file, Line, path);

    private static DocumentException Failure(Origin origin, string message) => new(new Problem(origin, message));
}
