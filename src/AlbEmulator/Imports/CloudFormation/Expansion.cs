using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// A template as it is after the macros that repeat parts of it and bring in others: <c>Fn::ForEach</c> of
/// <c>AWS::LanguageExtensions</c>, and <c>AWS::Include</c>, whose file is looked for as that of a nested stack.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html"/>
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html"/>
/// </summary>
/// <param name="evaluator">Of the template as it is written: it gives what is repeated, by its parameters and mappings.</param>
internal sealed class Expansion(Evaluator evaluator)
{
    private const string ForEach = "Fn::ForEach::";
    private const string Transform = "Fn::Transform";
    private const string Include = "AWS::Include";

    private readonly HashSet<string> _within = new(StringComparer.Ordinal);

    public static bool IsNeeded(Node node) => node switch
    {
        Node.Mapping mapping => mapping.Entries.Any(entry =>
            IsMacro(entry) || (entry.Name == "Transform" && Includes(entry.Value).Any()) || IsNeeded(entry.Value)),
        Node.Sequence sequence => sequence.Items.Any(IsNeeded),
        _ => false,
    };

    public Node Expand()
    {
        var root = Expanded(evaluator.Template.Root);
        return root is not Node.Mapping mapping ? root : mapping with
        {
            Entries = [.. mapping.Entries.SelectMany(entry => entry.Name == "Transform" ? AtTheTop(entry) : [entry])],
        };
    }

    private Node Expanded(Node node)
    {
        try
        {
            return evaluator.Budget.Enter() is { } problem ? evaluator.Wrong(node.Origin, problem) : node switch
            {
                // What a function of CloudFormation brings into a property, alone.
                Node.Mapping { Entries: [{ Name: Transform } only] } when Included(only.Value) is { } included => included,
                Node.Mapping mapping => mapping with { Entries = Merged(mapping.Entries.SelectMany(Entries)) },
                Node.Sequence sequence => sequence with { Items = [.. sequence.Items.Select(Expanded)] },
                _ => node,
            };
        }
        finally
        {
            evaluator.Budget.Leave();
        }
    }

    private IEnumerable<Entry> Entries(Entry entry) =>
        entry.Name.StartsWith(ForEach, StringComparison.Ordinal) ? Repeated(entry)
            : entry.Name == Transform && Included(entry.Value) is Node.Mapping included ? included.Entries
            : [entry with { Value = Expanded(entry.Value) }];

    /// <summary>A transform for the whole template: what it brings stands at the top.</summary>
    private IEnumerable<Entry> AtTheTop(Entry transform)
    {
        var others = transform.Value is Node.Sequence list ? list.Items.Where(item => !IsInclude(item)).ToList()
            : IsInclude(transform.Value) ? []
            : [transform.Value];
        var included = Includes(transform.Value).Select(Included).OfType<Node.Mapping>().SelectMany(file => file.Entries);
        return others.Count == 0
            ? included
            : included.Prepend(transform with { Value = Nodes.Sequence(transform.Value.Origin, others) });
    }

    private IEnumerable<Entry> Repeated(Entry loop)
    {
        if (loop.Value.Items() is not [var nameNode, var valuesNode, Node.Mapping body] ||
            !nameNode.TryText(out var name) || name.Length == 0)
        {
            evaluator.Wrong(loop.Value.Origin, "Fn::ForEach takes a name, a list and an object");
            yield break;
        }

        if (evaluator.Items(valuesNode, "what Fn::ForEach goes through", out var instead) is not { } values)
        {
            if (instead is { } unknown)
            {
                Unknowns.Told(unknown, evaluator.Import);
            }

            yield break;
        }

        foreach (var value in values)
        {
            if (evaluator.Budget.Spent is { } problem)
            {
                evaluator.Wrong(loop.Value.Origin, problem);
                yield break;
            }

            if (!value.TryAny(out var text))
            {
                Unknowns.Told(
                    value.IsUnknown() ? value : evaluator.Wrong(value.Origin, "Fn::ForEach goes through strings"), evaluator.Import);
                continue;
            }

            foreach (var entry in ((Node.Mapping)Replaced(body, name, text)).Entries.SelectMany(Entries))
            {
                yield return entry;
            }
        }
    }

    /// <summary><c>${Name}</c> and <c>&amp;{Name}</c>, of which only letters and digits stay, and what refers to the name.</summary>
    private Node Replaced(Node node, string name, string value)
    {
        var problem = evaluator.Budget.Enter();
        evaluator.Budget.Leave();
        // Whoever repeats it tells.
        return problem is null ? Said(node, name, value) : node;
    }

    private Node Said(Node node, string name, string value)
    {
        switch (node)
        {
            case Node.Mapping { Entries: [{ Name: "Ref", Value: Node.Scalar { Text: var referred } }] } when referred == name:
                return Nodes.Text(node.Origin, value);
            case Node.Mapping mapping:
                return mapping with
                {
                    Entries =
                    [
                        .. mapping.Entries.Select(entry => entry with
                        {
                            Name = Replaced(entry.Name, entry.Origin, name, value),
                            Value = Replaced(entry.Value, name, value),
                        }),
                    ],
                };
            case Node.Sequence sequence:
                return sequence with { Items = [.. sequence.Items.Select(item => Replaced(item, name, value))] };
            case Node.Scalar { Kind: ScalarKind.Quoted or ScalarKind.Plain } scalar:
                return scalar with { Text = Replaced(scalar.Text, scalar.Origin, name, value) };
            default:
                return node;
        }
    }

    private string Replaced(string text, Origin origin, string name, string value)
    {
        var (whole, letters) = ($"${{{name}}}", $"&{{{name}}}");
        var places = text.AsSpan().Count(whole) + text.AsSpan().Count(letters);
        if (places == 0)
        {
            return text;
        }

        if (Budget.TooLong(text.Length + ((long)places * (value.Length - whole.Length))) is { } problem)
        {
            evaluator.Wrong(origin, problem);
            return text;
        }

        var replaced = text
            .Replace(whole, value, StringComparison.Ordinal)
            .Replace(letters, new string([.. value.Where(char.IsAsciiLetterOrDigit)]), StringComparison.Ordinal);
        evaluator.Budget.Made(replaced.Length);
        return replaced;
    }

    /// <summary>What a file holds that is included; null where it is another macro, or was told to be missing.</summary>
    private Node? Included(Node call)
    {
        if (!IsInclude(call) || call.Find("Parameters").Find("Location") is not { } location)
        {
            return null;
        }

        var found = NestedTemplate.Find(evaluator, location, asset: null);
        if (found.Document is not { } document)
        {
            evaluator.Wrong(
                location.Origin,
                found.Missing.Length > 0 ? found.Missing : "only AWS knows what Location is: write the path of a file");
            return new Node.Mapping(call.Origin, []);
        }

        if (!_within.Add(document.File))
        {
            evaluator.Wrong(location.Origin, $"{Quoted.Plain(document.File)} includes itself");
            return new Node.Mapping(call.Origin, []);
        }

        var included = Expanded(document.Root);
        _within.Remove(document.File);
        return included;
    }

    /// <summary>Of two that have one name the last counts.</summary>
    private static List<Entry> Merged(IEnumerable<Entry> entries)
    {
        var all = entries.ToList();
        return all.Count == all.DistinctBy(entry => entry.Name).Count()
            ? all
            : [.. all.GroupBy(entry => entry.Name).Select(group => group.Last())];
    }

    private static bool IsMacro(Entry entry) => entry.Name.StartsWith(ForEach, StringComparison.Ordinal) || entry.Name == Transform;

    private static IEnumerable<Node> Includes(Node transform) =>
        (transform is Node.Sequence list ? list.Items : [transform]).Where(IsInclude);

    private static bool IsInclude(Node call) => call.Find("Name").TryText(out var name) && name == Include;
}
