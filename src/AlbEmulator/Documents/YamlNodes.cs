using System.Text;
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
    private readonly string _text;
    private readonly Parser _parser;
    private readonly YamlPlaces _places;
    private YamlAnchors _anchors;
    private readonly List<Problem> _problems;
    private readonly List<Problem> _shortTags = [];
    private readonly List<Repetition> _repetitions = [];
    private int _depth;
    private int _values;

    /// <summary>Whether something in it refers to what stands elsewhere, or has a tag: then no part is read alone.</summary>
    private bool _hasReferences;

    /// <param name="file">The file as the user named it.</param>
    /// <param name="text">Its text, or a part of it.</param>
    /// <param name="problems">What was wrong is added here.</param>
    /// <param name="lines">Lines of the file before the text.</param>
    /// <param name="bytes">Bytes of the file before the text.</param>
    private YamlNodes(string file, string text, List<Problem> problems, int lines = 0, int bytes = 0)
    {
        _file = file;
        _text = text;
        _parser = new Parser(new StringReader(text));
        _places = new YamlPlaces(text, lines, bytes);
        _anchors = new YamlAnchors(problems, Count);
        _problems = problems;
    }

    public static Document Read(string file, ReadOnlyMemory<byte> utf8, List<Problem> problems)
    {
        var before = problems.Count;
        var nodes = new YamlNodes(file, Encoding.UTF8.GetString(utf8.Span), problems);
        nodes.Next<StreamStart>();
        var root = nodes.Documents();
        return new Document(file, root)
        {
            ShortTags = nodes._shortTags,
            Repetitions = nodes._repetitions,
            Text = nodes.IsPlain && problems.Count == before ? new DocumentText(utf8, nodes._values, IsYaml: true) : null,
        };
    }

    /// <summary>
    /// The only document; a list of them where there are several, which are objects of Kubernetes: nothing else has several in a
    /// file. Those with nothing in them do not count.
    /// </summary>
    private Node Documents()
    {
        var roots = new List<Node>();
        var second = 0;
        while (Next() is DocumentStart)
        {
            var start = Line;
            _anchors = new YamlAnchors(_problems, Count);
            Next();
            var root = Value((line, position) => new Origin(_file, line, "", position));
            Next<DocumentEnd>();
            if (roots is [Node.Scalar { Kind: ScalarKind.Null }])
            {
                roots.Clear();
            }

            if (roots.Count == 0 || root is not Node.Scalar { Kind: ScalarKind.Null })
            {
                roots.Add(root);
                second = roots.Count == 2 ? start : second;
            }
        }

        if (roots.Count == 0)
        {
            throw Failure(new Origin(_file, 1, ""), "is empty: write at least LoadBalancers and TargetGroups");
        }

        if (roots.Count > 1 && !roots.TrueForAll(IsObject))
        {
            throw roots.Exists(IsObject)
                ? Failure(roots.Find(root => !IsObject(root))!.Origin, "has no apiVersion or no kind, and only objects of Kubernetes may be several in a file")
                : Failure(new Origin(_file, second, ""), "begins a second document: keep one in a file, and name several files instead");
        }

        return roots is [var only] ? only : new Node.Sequence(new Origin(_file, 1, ""), roots);
    }

    /// <summary>Reads a text that is a list and nothing else, as items of the list of a file.</summary>
    /// <param name="place">Where the first of them begins.</param>
    /// <param name="text">The text.</param>
    /// <param name="before">Bytes of the text before the first item.</param>
    /// <returns>The items, and how many values they hold; none where it is not such a list, or refers to others.</returns>
    public static (IReadOnlyList<Node> Items, int Values) ReadItems(ItemPlace place, string text, int before)
    {
        var problems = new List<Problem>();
        var nodes = new YamlNodes(place.File, text, problems, place.Line - 1, place.Position - before) { _depth = place.Depth };
        nodes.Next<StreamStart>();
        nodes.Next<DocumentStart>();
        nodes.Next<SequenceStart>();
        var items = nodes.Items(place.List, place.Index);
        var isEnd = nodes.Next() is DocumentEnd { IsImplicit: true } && nodes.Next() is StreamEnd;
        return isEnd && nodes.IsPlain && nodes._repetitions.Count + problems.Count == 0 ? (items, nodes._values) : ([], 0);
    }

    /// <summary>Reads a text as one document among those of a file.</summary>
    /// <returns>The document, and how many values it holds; none where it is not one alone, or is no object of Kubernetes.</returns>
    public static (IReadOnlyList<Node> Items, int Values) ReadDocument(ItemPlace place, string text)
    {
        var problems = new List<Problem>();
        var nodes = new YamlNodes(place.File, text, problems, place.Line - 1, place.Position);
        nodes.Next<StreamStart>();
        nodes.Next<DocumentStart>();
        nodes.Next();
        var root = nodes.Value((line, position) => new Origin(place.File, line, "", position));
        var isEnd = nodes.Next() is DocumentEnd { IsImplicit: true } && nodes.Next() is StreamEnd;
        return isEnd && nodes.IsPlain && nodes._repetitions.Count + problems.Count == 0 && IsObject(root) ? ([root], nodes._values) : ([], 0);
    }

    private static bool IsObject(Node root) => root.Find("apiVersion") is not null && root.Find("kind") is not null;

    /// <summary>Whether each part of it means the same when it is read alone.</summary>
    private bool IsPlain => !_hasReferences && !_places.HasOtherBreaks;

    private Node Value(Func<int, int, Origin> place)
    {
        var origin = place(Line, Position);
        Count(origin);
        var (tag, anchor) = _parser.Current is NodeEvent start ? (start.Tag, start.Anchor) : (default, default);
        CheckTag(tag, origin);
        _hasReferences |= !tag.IsEmpty || !anchor.IsEmpty || _parser.Current is AnchorAlias;
        var node = _parser.Current switch
        {
            AnchorAlias alias => _anchors.Repeat(alias.Value.Value, origin)
                ?? throw Failure(origin, $"no anchor {Quoted.Plain(alias.Value.Value)} stands before this alias: "
                    + "put a value that begins with * in quotation marks"),
            MappingStart found => Nested(origin, found.Style == MappingStyle.Flow, Mapping),
            SequenceStart found => Nested(origin, found.Style == SequenceStyle.Flow, Sequence),
            Scalar scalar => ScalarOf(scalar, origin),
            _ => throw Failure(origin, "is not a value"),
        };
        if (FunctionOf(tag) is { } function)
        {
            node = new Node.Mapping(origin, [new Entry(function, origin, node)]);
        }

        _anchors.Add(anchor, node);
        return node;
    }

    private Node Nested(Origin origin, bool isInBrackets, Func<Origin, Node> read)
    {
        if (++_depth > DocumentLimits.DeepestNesting)
        {
            throw Failure(origin, $"is nested more than {DocumentLimits.DeepestNesting} deep");
        }

        var node = read(origin) with { Length = _places.End(isInBrackets) - origin.Position };
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
                throw Failure(
                    Here(origin.Path),
                    "has a name that is not text: put a value that begins with { or [ in quotation marks, and fill in what is {{ … }} of a template");
            }

            if (key.Style == ScalarStyle.Plain && YamlFault.OfName(key.Value) is { } wrong)
            {
                throw Failure(Here(origin.Path), wrong);
            }

            var nameOrigin = origin.Property(key.Value, Line - origin.Line, Position - origin.Position);
            _anchors.Add(key.Anchor, new Node.Scalar(nameOrigin, ScalarKind.Quoted, key.Value));
            Next();
            var value = Value((line, position) =>
            {
                var place = origin.Property(key.Value, line - origin.Line, position - origin.Position);
                nameOrigin = line == nameOrigin.Line ? place : nameOrigin;
                return place;
            });
            if (key.Value == MergeKey && key.Style == ScalarStyle.Plain)
            {
                _hasReferences = true;
                merged.Add(value);
            }
            else
            {
                entries.Add(new Entry(key.Value, nameOrigin, value));
            }
        }

        merged.ForEach(node => _anchors.Merge(node, origin, entries));
        return new Node.Mapping(origin, entries.Take());
    }

    private Node.Sequence Sequence(Origin origin) => new(origin, Items(origin, first: 0).ToArray());

    private List<Node> Items(Origin list, int first)
    {
        var items = new List<Node>();
        var (above, start) = (list.Line, list.Position);
        while (Next() is not SequenceEnd)
        {
            items.Add(Value((line, position) => list.Item(first + items.Count, line - above, position - start)));
        }

        return items;
    }

    private static Node.Scalar ScalarOf(Scalar scalar, Origin origin)
    {
        var plain = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty;
        var kind = !plain ? ScalarKind.Quoted
            : scalar.Value is "" or "~" or "null" or "Null" or "NULL" ? ScalarKind.Null
            : ScalarKind.Plain;
        return new Node.Scalar(origin, kind, scalar.Value);
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
                _places.Found(_parser.Current!);
                return _parser.Current!;
            }
        }
        catch (YamlException exception)
        {
            throw new DocumentException(
                YamlFault.Of(_file, _text, (int)exception.Start.Line, (int)exception.Start.Column, exception.Message));
        }
        catch (Exception)
        {
            // The parser answers some broken texts with exceptions of other kinds, whose words are about itself.
            throw new DocumentException(YamlFault.Of(_file, _text, Line, 0, ""));
        }

        throw Failure(Here(""), "is not YAML: it ends too early");
    }

    private int Line => _places.Line;

    private int Position => _places.Start;

    private Origin Here(string path) => new(_file, Line, path);

    private static DocumentException Failure(Origin origin, string message) => new(new Problem(origin, message));
}
