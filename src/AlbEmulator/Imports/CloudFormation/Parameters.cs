using System.Globalization;
using System.Text.RegularExpressions;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// The parameters of a template: what is given, or their defaults.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html"/>
/// </summary>
internal sealed class Parameters(Evaluator evaluator)
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, Node> _known = new(StringComparer.Ordinal);

    public Node Value(string name, Node parameter, Origin origin)
    {
        if (!_known.TryGetValue(name, out var value))
        {
            _known.Add(name, value = Read(name, parameter));
        }

        return value switch
        {
            Node.Sequence list => Nodes.Sequence(origin, list.Items.Select(item => item with { Origin = origin })),
            _ => value with { Origin = origin },
        };
    }

    private Node Read(string name, Node parameter)
    {
        var type = Template.TypeOf(parameter);
        var stack = evaluator.Template.Stack;
        var isGiven = stack.Nesting is null
            ? stack.IsGiven(evaluator.Import.Settings, name, out var text)
            : stack.IsGivenAlone(evaluator.Import.Settings, name, out text);
        if (!isGiven && stack.Nesting?.Parameters.Find(name) is { } written && Passed(stack.Nesting, written) is { } passed)
        {
            if (!passed.TryAny(out text))
            {
                return passed;
            }

            isGiven = true;
        }

        var isOfSystemsManager = type.StartsWith("AWS::SSM::Parameter::Value", StringComparison.Ordinal);
        if (!isGiven && (isOfSystemsManager || !parameter.Find("Default").TryAny(out text!)))
        {
            var why = isOfSystemsManager ? "is kept by AWS Systems Manager" : "has no value";
            return Nodes.Unknown(
                parameter.Origin,
                $"the parameter {Quoted.Plain(name)} {why}: give it one, as --parameter {Quoted.Plain(stack.OptionFor(name))}=VALUE");
        }

        var place = !isGiven || stack.Nesting is not null ? parameter.Origin : new Origin("settings", 0, $"Alb:Parameters:{name}");
        var isList = type == "CommaDelimitedList" || type.Contains("List<", StringComparison.Ordinal);
        List<string> values = isList ? [.. text!.Split(',', StringSplitOptions.TrimEntries)] : [text!];
        foreach (var value in values)
        {
            if (Problem(value, type, parameter) is { } problem)
            {
                return evaluator.Wrong(
                    place, $"the parameter {Quoted.Plain(name)} {problem}{(IsSecret(parameter) ? "" : $", not {Quoted.Text(value)}")}");
            }
        }

        return isList
            ? Nodes.Sequence(parameter.Origin, values.Select(value => Nodes.Text(parameter.Origin, value)))
            : Nodes.Text(parameter.Origin, text!);
    }

    /// <summary>What a stack gives the one that it nests; null where that is nothing.</summary>
    private static Node? Passed(Nesting nesting, Node written) => nesting.Parent.Evaluate(written) switch
    {
        Node.Scalar scalar => scalar,
        Node.Sequence list when list.Items.All(item => item.TryAny(out _)) =>
            Nodes.Text(written.Origin, string.Join(',', list.Items.Select(item => item.AnyText()))),
        Node.Sequence { Items: var items } when items.FirstOrDefault(item => item.IsUnknown()) is { } unknown => unknown,
        null => null,
        _ => nesting.Parent.Wrong(written.Origin, "a nested stack takes strings, and lists of them"),
    };

    /// <summary>What the template says of its values.</summary>
    private static string? Problem(string value, string type, Node parameter)
    {
        var allowed = parameter.Find("AllowedValues").Items()
            .Select(item => item.AnyText()).ToList();
        if (allowed.Count > 0 && !allowed.Contains(value))
        {
            return $"must be one of {Quoted.List(allowed.Take(10))}";
        }

        if (type is "Number" or "List<Number>")
        {
            if (!decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                return "must be a number";
            }

            return parameter.Find("MinValue").TryNumber(out var least) && number < least ? $"must be at least {least}"
                : parameter.Find("MaxValue").TryNumber(out var most) && number > most ? $"must be at most {most}"
                : null;
        }

        return parameter.Find("MinLength").TryInteger(out var shortest) && value.Length < shortest
                ? $"must have at least {shortest} characters"
            : parameter.Find("MaxLength").TryInteger(out var longest) && value.Length > longest
                ? $"must have at most {longest} characters"
            : parameter.Find("AllowedPattern").TryAny(out var pattern) && !Matches(pattern, value)
                ? $"must match {Quoted.Text(pattern)}"
            : null;
    }

    /// <summary>Whether AWS masks the value wherever it tells of the parameter.</summary>
    private static bool IsSecret(Node parameter) =>
        parameter.Find("NoEcho").TryAny(out var text) && text.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static bool Matches(string pattern, string value)
    {
        try
        {
            return Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            // Java's patterns are not all .NET's: what cannot be compared is not refused.
            return true;
        }
    }
}
