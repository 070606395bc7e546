using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// Gives what the functions of a template stand for.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html"/>
/// </summary>
internal sealed class Evaluator(Template template, Import import, Budget budget, Exports exports)
{
    private const string FunctionPrefix = "Fn::";

    private static readonly Dictionary<string, Func<Evaluator, Node, Origin, Node?>> Functions = new(StringComparer.Ordinal)
    {
        ["Ref"] = static (evaluator, argument, origin) => evaluator.References.Ref(argument, origin),
        ["Fn::GetAtt"] = static (evaluator, argument, origin) => evaluator.References.GetAtt(argument, origin),
        ["Fn::ImportValue"] = static (evaluator, argument, origin) => evaluator.References.ImportValue(argument, origin),
        ["Fn::FindInMap"] = LookupFunctions.FindInMap,
        ["Fn::GetAZs"] = LookupFunctions.GetAZs,
        ["Fn::Select"] = LookupFunctions.Select,
        ["Fn::Cidr"] = CidrFunction.Cidr,
        ["Fn::Length"] = LookupFunctions.Length,
        ["Fn::Join"] = TextFunctions.Join,
        ["Fn::Split"] = TextFunctions.Split,
        ["Fn::Sub"] = TextFunctions.Sub,
        ["Fn::Base64"] = TextFunctions.Base64,
        ["Fn::ToJsonString"] = JsonFunction.Of,
        ["Fn::RefAll"] = AtAws,
        ["Fn::ValueOf"] = AtAws,
        ["Fn::ValueOfAll"] = AtAws,
        ["Fn::If"] = static (evaluator, argument, origin) => evaluator.Conditions.If(argument, origin),
        ["Fn::Equals"] = ConditionCall,
        ["Fn::And"] = ConditionCall,
        ["Fn::Or"] = ConditionCall,
        ["Fn::Not"] = ConditionCall,
        ["Condition"] = ConditionCall,
    };

    private Conditions? _conditions;
    private References? _references;
    private NestedStacks? _nestedStacks;

    public Template Template => template;

    public Import Import => import;

    public Budget Budget => budget;

    public Exports Exports => exports;

    public Conditions Conditions => _conditions ??= new Conditions(this);

    public References References => _references ??= new References(this);

    public NestedStacks NestedStacks => _nestedStacks ??= new NestedStacks(this);

    /// <summary>Null for <c>AWS::NoValue</c>; what is not known, or was told as wrong, is an unknown scalar.</summary>
    public Node? Evaluate(Node node)
    {
        try
        {
            return budget.Enter(node is Node.Scalar scalar ? scalar.Text.Length : 0) is { } problem
                ? Wrong(node.Origin, problem)
                : Evaluated(node);
        }
        finally
        {
            budget.Leave();
        }
    }

    /// <summary>What a function is to make a text of; null with the scalar to answer where it is none.</summary>
    public string? Text(Node node, string what, out Node? instead)
    {
        var value = Evaluate(node);
        instead = value;
        if (value.TryAny(out var text))
        {
            return text;
        }

        if (!value.IsUnknown())
        {
            instead = Wrong(node.Origin, $"{what} must be a string");
        }

        return null;
    }

    /// <summary>The items of a list; null with the scalar to answer where it is none.</summary>
    public IReadOnlyList<Node>? Items(Node node, string what, out Node? instead)
    {
        var value = Evaluate(node);
        instead = value;
        if (value is Node.Sequence sequence)
        {
            return sequence.Items;
        }

        if (!value.IsUnknown())
        {
            instead = Wrong(node.Origin, $"{what} must be a list");
        }

        return null;
    }

    public Node.Scalar Wrong(Origin origin, string message)
    {
        import.Tell(origin, message);
        return Nodes.Unknown(origin, "");
    }

    /// <summary>A text that a function gives.</summary>
    public Node Made(Origin origin, string text) =>
        budget.Made(text.Length) is { } problem ? Wrong(origin, problem)
            : DynamicReferences.Has(text) ? DynamicReferences.Resolved(this, Nodes.Text(origin, text))
            : Nodes.Text(origin, text);

    /// <summary>Of <c>Rules</c>: it asks for what an account has.</summary>
    private static Node.Scalar AtAws(Evaluator evaluator, Node argument, Origin origin) =>
        Nodes.Unknown(origin, "is known only to AWS");

    private static Node.Scalar ConditionCall(Evaluator evaluator, Node argument, Origin origin) =>
        evaluator.Wrong(origin, "is a condition: it stands in Conditions, and Fn::If takes it by its name");

    private Node? Evaluated(Node node)
    {
        switch (node)
        {
            case Node.Mapping { Entries: [var only] } when Functions.TryGetValue(only.Name, out var function) && IsCall(only):
                return function(this, only.Value, node.Origin);
            case Node.Mapping mapping when mapping.Entries.FirstOrDefault(IsFunction) is { Name: { } misplaced }:
                return Wrong(mapping.Origin, Refusal(misplaced));
            case Node.Mapping mapping:
                return Properties(mapping);
            case Node.Sequence sequence:
                return sequence with { Items = [.. sequence.Items.Select(Evaluate).OfType<Node>()] };
            case Node.Scalar scalar when DynamicReferences.Has(scalar.Text):
                return DynamicReferences.Resolved(this, scalar);
            default:
                return node;
        }
    }

    // A property may be called Condition.
    private static bool IsCall(Entry entry) => entry.Name != "Condition" || entry.Value is Node.Scalar;

    private static bool IsFunction(Entry entry) =>
        entry.Name.StartsWith(FunctionPrefix, StringComparison.Ordinal) || entry.Name == "Ref";

    private Node.Mapping Properties(Node.Mapping mapping)
    {
        var entries = new List<Entry>(mapping.Entries.Count);
        foreach (var entry in mapping.Entries)
        {
            if (Evaluate(entry.Value) is { } value)
            {
                entries.Add(entry with { Value = value });
            }
        }

        return mapping with { Entries = entries };
    }

    private static string Refusal(string name) => Functions.ContainsKey(name)
        ? $"{name} stands beside other properties: it must be alone"
        : $"{Quoted.Text(name)} is not supported{Spelling.DidYouMean(name, Functions.Keys)}";
}
