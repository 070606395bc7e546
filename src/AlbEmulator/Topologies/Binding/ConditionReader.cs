using System.Net;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the nodes of conditions to the model.</summary>
internal static class ConditionReader
{
    /// <summary>The conditions as far as they can be made out; what cannot was told.</summary>
    public static IReadOnlyList<Condition> Read(Node rule, ReadingContext context)
    {
        var items = ReadingContext.Items(rule, RuleShape.Conditions);
        var conditions = new List<Condition>(items.Count);
        var seen = new List<ConditionField>(items.Count);
        foreach (var item in items)
        {
            if (FieldOf(item) is not { } field)
            {
                continue;
            }

            var isFirst = !seen.Contains(field);
            seen.Add(field);
            if (!isFirst && !field.IsRepeatable)
            {
                context.Tell(
                    ReadingContext.Place(item, ConditionShape.Field),
                    $"a rule may have one {field.Name} condition: put all values into one");
            }

            if (ReadCondition(item, field, context) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        return conditions;
    }

    private static ConditionField? FieldOf(Node condition)
    {
        var name = ReadingContext.Text(condition, ConditionShape.Field);
        foreach (var field in ConditionShape.Fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }

    private static Condition? ReadCondition(Node node, ConditionField field, ReadingContext context)
    {
        foreach (var other in ConditionShape.Fields)
        {
            if (other != field && node.Find(other.Config.Name) is { } wrong)
            {
                context.Tell(
                    wrong.Origin, $"{other.Config.Name} does not go with {field.Name}: write {field.Config.Name}");
            }
        }

        if (ConditionPlaces.Find(node, field, context) is not { } places)
        {
            return null;
        }

        var (values, regexes) = places;
        return field.Name switch
        {
            ConditionShape.HostHeader => new Condition.HostHeader(Hosts(values, context))
            {
                RegexValues = Regexes(regexes, context),
            },
            ConditionShape.PathPattern => new Condition.PathPattern(Paths(values, context))
            {
                RegexValues = Regexes(regexes, context),
            },
            ConditionShape.HttpHeader => ReadHeader(node, values, regexes, context),
            ConditionShape.HttpRequestMethod => new Condition.HttpRequestMethod(
                Texts(values, ConditionValues.ProblemWithMethod, context)),
            ConditionShape.QueryString => new Condition.QueryString(Parameters(values, context)),
            ConditionShape.SourceIp => new Condition.SourceIp(Blocks(values, context)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Condition.HttpHeader? ReadHeader(Node node, Node? values, Node? regexes, ReadingContext context)
    {
        var config = node.Find(ConditionShape.HttpHeaderConfig);
        if (config is null)
        {
            context.Tell(
                node.Origin,
                $"{ConditionShape.HttpHeaderConfig} is missing: write it with HttpHeaderName",
                new Fault.NoConfig(ConditionShape.HttpHeader, ConditionShape.HttpHeaderConfig));
        }

        var condition = new Condition.HttpHeader("", Texts(values, ConditionValues.ProblemWithText, context))
        {
            RegexValues = Regexes(regexes, context),
        };
        return config.Find(ConditionShape.HttpHeaderName.Name).TryText(out var name)
            ? condition with { Name = name }
            : null;
    }

    private static string[] Hosts(Node? list, ReadingContext context) =>
        Texts(list, ConditionValues.ProblemWithHost, context);

    private static string[] Regexes(Node? list, ReadingContext context) =>
        Texts(list, ConditionValues.ProblemWithRegex, context);

    private static string[] Paths(Node? list, ReadingContext context) =>
        Array.ConvertAll(
            Texts(list, static text => ConditionValues.ProblemWithPath(ConditionValues.Path(text)), context), ConditionValues.Path);

    private static string[] Texts(Node? list, Func<string, ValueProblem?> check, ReadingContext context)
    {
        var items = list.Items();
        if (items.Count == 0)
        {
            return [];
        }

        var values = new List<string>(items.Count);
        foreach (var item in items)
        {
            if (Text(item, check, context) is { } text)
            {
                values.Add(text);
            }
        }

        return [.. values];
    }

    private static List<QueryParameter> Parameters(Node? list, ReadingContext context)
    {
        var values = new List<QueryParameter>();
        foreach (var item in list.Items())
        {
            var named = item.Find(ConditionShape.Key.Name);
            var key = named is null ? null : Text(named, ConditionValues.ProblemWithText, context);
            var value = item.Find(ConditionShape.QueryValue.Name) is { } written
                ? Text(written, ConditionValues.ProblemWithText, context)
                : null;
            if (value is not null)
            {
                values.Add(new QueryParameter(key, value));
            }
        }

        return values;
    }

    private static List<IPNetwork> Blocks(Node? list, ReadingContext context)
    {
        var blocks = new List<IPNetwork>();
        foreach (var item in list.Items())
        {
            var block = default(IPNetwork);
            if (Text(item, text => Block(text, out block), context) is not null)
            {
                blocks.Add(block);
            }
        }

        if (list.Items().Count is var count and > Bounds.MostSourceIps)
        {
            context.Tell(
                list!.Origin,
                $"must have at most {Bounds.MostSourceIps} values, not {count}",
                new Fault.OverQuota(Quota.ValuesOfRule, Bounds.MostSourceIps, ""));
        }

        return blocks;
    }

    /// <summary>Null for what is not right, which was told here or, of its type and length, by its shape.</summary>
    private static string? Text(Node node, Func<string, ValueProblem?> check, ReadingContext context)
    {
        if (!node.TryText(out var text) || text.Length > Bounds.LongestConditionValue)
        {
            return null;
        }

        if (check(text) is not { } problem)
        {
            return text;
        }

        context.Tell(node.Origin, $"{Quoted.Text(text)} {problem.Message}", problem.Fault);
        return null;
    }

    private static ValueProblem? Block(string text, out IPNetwork block) =>
        Cidrs.TryParse(text, out block) is { } problem ? new ValueProblem(problem, new Fault.BadForm(text)) : null;
}
