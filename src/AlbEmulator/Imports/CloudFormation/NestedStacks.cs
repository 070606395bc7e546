using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// The stacks that a stack nests, and what they give it.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html"/>
/// </summary>
internal sealed class NestedStacks(Evaluator evaluator)
{
    public const string OutputPrefix = "Outputs.";

    private readonly Dictionary<string, NestedStack> _known = new(StringComparer.Ordinal);

    public NestedStack Of(string logicalId, Node resource)
    {
        if (!_known.TryGetValue(logicalId, out var stack))
        {
            _known.Add(logicalId, stack = Read(logicalId, resource));
        }

        return stack;
    }

    /// <summary>Name of a nested stack, as CloudFormation makes it: <c>shop-Network-1EGHQRJIOLMF</c>.</summary>
    public string NameOf(string logicalId) => GeneratedNames.OfNestedStack(evaluator.Template.StackName, logicalId);

    /// <summary>What <c>Fn::GetAtt</c> gives of an output.</summary>
    public Node.Scalar Output(string logicalId, string name, Node resource, Origin origin)
    {
        var stack = Of(logicalId, resource);
        if (stack.Evaluator is not { } nested)
        {
            return Nodes.Unknown(origin, stack.Missing.Length == 0 ? "" : $"{stack.Missing}, or give the value, as --parameter "
                + $"{Quoted.Plain(evaluator.Template.Stack.OptionFor($"{logicalId}.{OutputPrefix}{name}"))}=VALUE");
        }

        if (nested.Template.Outputs.Find(name) is not { } output)
        {
            var instead = Spelling.DidYouMean(name, Template.NamesOf(nested.Template.Outputs));
            return evaluator.Wrong(origin, $"{Quoted.Plain(nested.Template.File)} has no output {Quoted.Text(name)}{instead}");
        }

        var made = nested.References.IsMade(output);
        if (made.Unknown is { } unknown)
        {
            return unknown with { Origin = origin };
        }

        var value = made.Holds && output.Find("Value") is { } written ? nested.Evaluate(written) : null;
        return value switch
        {
            Node.Scalar scalar => scalar with { Origin = origin },
            null => evaluator.Wrong(origin, $"the output {Quoted.Text(name)} of {Quoted.Plain(nested.Template.File)} has no value"),
            _ => evaluator.Wrong(origin, $"the output {Quoted.Text(name)} of {Quoted.Plain(nested.Template.File)} must be a string"),
        };
    }

    private NestedStack Read(string logicalId, Node resource)
    {
        var found = NestedTemplate.Find(evaluator, resource);
        if (found.Document is not { } document)
        {
            return new NestedStack(null, found.Missing);
        }

        var place = resource.Origin;
        if (Chain().Any(template => template.File == document.File))
        {
            evaluator.Wrong(place, $"{Quoted.Plain(document.File)} is nested within itself");
            return new NestedStack(null, "");
        }

        if (evaluator.Budget.EnterStack() is { } problem)
        {
            evaluator.Wrong(place, problem);
            return new NestedStack(null, "");
        }

        var parameters = resource.Find("Properties").Find("Parameters");
        var stack = new Stack(NameOf(logicalId), $"{evaluator.Template.Stack.Label}.{logicalId}")
        {
            Nesting = new Nesting(evaluator, parameters),
        };
        var nested = Stacks.Begin(document, stack, evaluator.Import, evaluator.Budget, evaluator.Exports);
        foreach (var entry in parameters is Node.Mapping given ? given.Entries : [])
        {
            if (nested.Template.Parameters.Find(entry.Name) is null)
            {
                var instead = Spelling.DidYouMean(entry.Name, Template.NamesOf(nested.Template.Parameters));
                evaluator.Wrong(entry.Origin, $"{Quoted.Plain(document.File)} has no parameter {Quoted.Text(entry.Name)}{instead}");
            }
        }

        return new NestedStack(nested, "");
    }

    /// <summary>The templates within which this one is, and itself.</summary>
    private IEnumerable<Template> Chain()
    {
        for (var at = evaluator; at is not null; at = at.Template.Stack.Nesting?.Parent)
        {
            yield return at.Template;
        }
    }
}

/// <summary>A stack within another.</summary>
/// <param name="Evaluator">Gives its values; null where its template is not here.</param>
/// <param name="Missing">What is missing then; empty when it was told.</param>
internal sealed record NestedStack(Evaluator? Evaluator, string Missing);
