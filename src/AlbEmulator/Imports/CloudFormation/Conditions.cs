using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// The conditions of a template, each found out once.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html"/>
/// </summary>
internal sealed class Conditions(Evaluator evaluator)
{
    private const int MostOperands = 10;

    private readonly Dictionary<string, Verdict> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public Node? If(Node argument, Origin origin)
    {
        if (argument.Items() is not [var condition, var then, var otherwise] || !condition.TryAny(out var name))
        {
            return evaluator.Wrong(origin, "Fn::If takes the name of a condition and two values");
        }

        var verdict = Named(name, condition.Origin);
        return verdict.Unknown ?? evaluator.Evaluate(verdict.Holds ? then : otherwise);
    }

    /// <summary>Whether a condition holds, by its name.</summary>
    public Verdict Named(string name, Origin origin)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        if (evaluator.Template.Conditions.Find(name) is not { } condition)
        {
            var instead = Spelling.DidYouMean(name, Template.NamesOf(evaluator.Template.Conditions));
            return Wrong(origin, $"there is no condition {Quoted.Text(name)}{instead}");
        }

        if (!_asked.Add(name))
        {
            return Wrong(origin, $"the condition {Quoted.Text(name)} depends on itself");
        }

        var verdict = Of(condition);
        _asked.Remove(name);
        return _known[name] = verdict;
    }

    /// <summary>Whether a condition holds, as it is written.</summary>
    public Verdict Of(Node condition)
    {
        try
        {
            return evaluator.Budget.Enter() is { } problem ? Wrong(condition.Origin, problem) : Evaluated(condition);
        }
        finally
        {
            evaluator.Budget.Leave();
        }
    }

    private Verdict Evaluated(Node condition)
    {
        if (condition is not Node.Mapping { Entries: [var call] })
        {
            return condition.TryFlag(out var flag)
                ? new Verdict(flag)
                : Wrong(condition.Origin, "is not a condition: write Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition");
        }

        return call.Name switch
        {
            "Fn::Equals" => AreEqual(call),
            "Fn::Not" when call.Value.Items() is [var operand] => Of(operand) is var verdict && verdict.Unknown is null
                ? new Verdict(!verdict.Holds)
                : verdict,
            "Fn::And" => All(call, decides: false),
            "Fn::Or" => All(call, decides: true),
            "Fn::Contains" => Among(call, (list, values) => values.All(value => list.Any(item => Same(item, value)))),
            "Fn::EachMemberIn" => Among(call, (list, values) => list.All(item => values.Any(value => Same(item, value)))),
            "Fn::EachMemberEquals" => Among(call, (list, values) => list.All(item => values.All(value => Same(item, value)))),
            "Condition" when call.Value.TryAny(out var name) => Named(name, call.Value.Origin),
            _ => Wrong(condition.Origin, "is not a condition: write Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition"),
        };
    }

    private Verdict AreEqual(Entry call)
    {
        if (call.Value.Items() is not [var one, var other])
        {
            return Wrong(call.Value.Origin, "Fn::Equals takes two values");
        }

        var (left, right) = (evaluator.Evaluate(one), evaluator.Evaluate(other));
        foreach (var value in new[] { left, right })
        {
            if (value is Node.Scalar { Kind: ScalarKind.Unknown } unknown)
            {
                return new Verdict(false) { Unknown = unknown };
            }
        }

        return new Verdict(Same(left, right));
    }

    /// <summary>A function of <c>Rules</c>: a list, and a value or a list of them.</summary>
    private Verdict Among(Entry call, Func<IReadOnlyList<Node>, IReadOnlyList<Node>, bool> holds)
    {
        if (call.Value.Items() is not [var one, var other])
        {
            return Wrong(call.Value.Origin, $"{call.Name} takes a list and what is looked for");
        }

        var (list, values) = (evaluator.Evaluate(one), evaluator.Evaluate(other));
        return (list as Node.Scalar ?? values as Node.Scalar) is { Kind: ScalarKind.Unknown } unknown ||
            (unknown = list.Items().Concat(values.Items()).OfType<Node.Scalar>().FirstOrDefault(item => item.IsUnknown())!) is not null
            ? new Verdict(false) { Unknown = unknown }
            : new Verdict(holds(ListOf(list), ListOf(values)));
    }

    private static IReadOnlyList<Node> ListOf(Node? node) => node is Node.Sequence list ? list.Items : node is null ? [] : [node];

    private static bool Same(Node? left, Node? right) => (left, right) switch
    {
        (Node.Sequence one, Node.Sequence other) =>
            one.Items.Count == other.Items.Count && one.Items.Zip(other.Items, Same).All(same => same),
        _ => left.TryAny(out var text) && right.TryAny(out var otherText) && text == otherText,
    };

    private Verdict All(Entry call, bool decides)
    {
        var operands = call.Value.Items();
        if (operands.Count is < 2 or > MostOperands)
        {
            return Wrong(call.Value.Origin, $"{call.Name} takes 2 to {MostOperands} conditions");
        }

        Verdict? unknown = null;
        foreach (var operand in operands)
        {
            var verdict = Of(operand);
            if (verdict.Unknown is not null)
            {
                unknown ??= verdict;
            }
            else if (verdict.Holds == decides)
            {
                return verdict;
            }
        }

        return unknown ?? new Verdict(!decides);
    }

    private Verdict Wrong(Origin origin, string message) => new(false) { Unknown = evaluator.Wrong(origin, message) };
}

/// <summary>Whether a condition holds.</summary>
internal sealed record Verdict(bool Holds)
{
    /// <summary>Why that is not known; null when it is.</summary>
    public Node.Scalar? Unknown { get; init; }
}
