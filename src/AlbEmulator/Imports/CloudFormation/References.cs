using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>What a template refers to by name: parameters, pseudo parameters, resources and their attributes, exports.</summary>
internal sealed class References(Evaluator evaluator)
{
    private readonly Dictionary<string, Node.Scalar> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Parameters _parameters = new(evaluator);

    private AlbSettings Settings => evaluator.Import.Settings;

    /// <summary><see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html"/></summary>
    public Node? Ref(Node argument, Origin origin)
    {
        // With AWS::LanguageExtensions the name may be what a function gives.
        Node? instead = null;
        if (!argument.TryAny(out var name) &&
            (argument is not Node.Mapping || (name = evaluator.Text(argument, "the name of Ref", out instead)) is null))
        {
            return instead ?? evaluator.Wrong(origin, "Ref takes the name of a parameter or a resource");
        }

        if (name.StartsWith("AWS::", StringComparison.Ordinal))
        {
            return Pseudo(name, origin);
        }

        if (evaluator.Template.Parameters.Find(name) is { } parameter)
        {
            return _parameters.Value(name, parameter, origin);
        }

        return ResourceValues.ServerlessPart(evaluator, name) is { } function
            ? Resource(function, name, origin, resource => ResourceValues.PartOfFunction(evaluator, function, name, resource, origin))
            : Resource(name, name, origin, resource => ResourceValues.Ref(evaluator, name, resource, origin));
    }

    /// <summary><see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html"/></summary>
    public Node? GetAtt(Node argument, Origin origin)
    {
        string? text = null;
        if (argument is Node.Scalar scalar)
        {
            text = scalar.Text;
        }
        else if (argument.Items() is [var idNode, var attributeNode])
        {
            if (evaluator.Text(idNode, "the logical id of Fn::GetAtt", out var instead) is not { } id ||
                evaluator.Text(attributeNode, "the attribute of Fn::GetAtt", out instead) is not { } attribute)
            {
                return instead;
            }

            text = $"{id}.{attribute}";
        }

        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot < 1
            ? evaluator.Wrong(origin, "Fn::GetAtt takes the logical id of a resource and an attribute")
            : Resource(text![..dot], text, origin, resource =>
                ResourceValues.Attribute(evaluator, text[..dot], text[(dot + 1)..], resource, origin));
    }

    /// <summary>Gives what a setting says, or another template among the files exports.</summary>
    public Node? ImportValue(Node argument, Origin origin)
    {
        if (evaluator.Text(argument, "the name of the export", out var instead) is not { } name)
        {
            return instead;
        }

        if (Settings.ImportValues.TryGetValue(name, out var value))
        {
            return Nodes.Text(origin, value);
        }

        return evaluator.Exports.Find(name, origin) ?? Nodes.Unknown(
            origin,
            $"no file exports {Quoted.Text(name)}: name the template that does beside this one, or give its value, as "
                + $"--Alb:ImportValues:{Quoted.Plain(name)}=VALUE");
    }

    /// <summary>Whether a resource is made: whether its condition holds.</summary>
    public Verdict IsMade(Node resource) => resource.Find("Condition") is { } condition
        ? condition.TryAny(out var name)
            ? evaluator.Conditions.Named(name, condition.Origin)
            : new Verdict(false) { Unknown = evaluator.Wrong(condition.Origin, "must be the name of a condition") }
        : new Verdict(true);

    private Node? Pseudo(string name, Origin origin)
    {
        if (evaluator.Template.Stack.IsGiven(Settings, name, out var given))
        {
            return Nodes.Text(origin, given);
        }

        var stack = evaluator.Template.StackName;
        var (region, account) = (Settings.Region, Settings.AccountId);
        switch (name)
        {
            case "AWS::NoValue":
                return null;
            case "AWS::NotificationARNs":
                return Nodes.Sequence(origin, []);
            default:
                var value = name switch
                {
                    "AWS::Region" => region,
                    "AWS::AccountId" => account,
                    "AWS::Partition" => "aws",
                    "AWS::URLSuffix" => "amazonaws.com",
                    "AWS::StackName" => stack,
                    "AWS::StackId" => ResourceValues.StackId(Settings, stack),
                    _ => null,
                };
                return value is null
                    ? evaluator.Wrong(origin, $"there is no pseudo parameter {Quoted.Text(name)}")
                    : Nodes.Text(origin, value);
        }
    }

    private Node.Scalar Resource(string logicalId, string key, Origin origin, Func<Node, Node.Scalar> value)
    {
        if (evaluator.Template.Resource(logicalId) is not { } resource)
        {
            var known = Template.NamesOf(evaluator.Template.Parameters).Concat(Template.NamesOf(evaluator.Template.Resources));
            return evaluator.Wrong(
                origin, $"there is no parameter and no resource {Quoted.Text(logicalId)}{Spelling.DidYouMean(logicalId, known)}");
        }

        if (evaluator.Template.Stack.IsGiven(Settings, key, out var given))
        {
            return Nodes.Text(origin, given);
        }

        if (_known.TryGetValue(key, out var before))
        {
            return before with { Origin = origin };
        }

        if (!_asked.Add(key))
        {
            return evaluator.Wrong(origin, $"{Quoted.Text(key)} depends on itself");
        }

        var made = IsMade(resource);
        var found = made.Unknown ?? (made.Holds
            ? value(resource)
            : evaluator.Wrong(origin, $"the resource {Quoted.Text(logicalId)} is not made, since its condition does not hold"));
        _asked.Remove(key);
        return _known[key] = found;
    }
}
