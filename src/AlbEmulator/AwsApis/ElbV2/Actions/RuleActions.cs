using System.Globalization;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Rules are made, changed, put in order, told about and deleted.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html"/>
/// </summary>
internal static class RuleActions
{
    private const string Default = "default";

    private static readonly string[] Changeable = ["Conditions", "Actions", "Transforms"];

    public static ElbV2Result CreateRule(ElbV2Call call)
    {
        if (call.State.Listener(call.Text("ListenerArn")) is not { } found)
        {
            return ElbV2Errors.ListenerNotFound;
        }

        var (loadBalancer, listener) = found;
        if (loadBalancer.IsOfFile)
        {
            return ElbV2Errors.OfFile(listener.Arn);
        }

        var (priority, error) = Given.Integer(call.Parameters, "Priority", Bounds.LeastPriority, Bounds.MostPriority);
        var (tags, tagError) = Given.Tags(call);
        var (settings, secretError) = Settings(call, old: null);
        if ((error ?? tagError ?? secretError) is { } problem)
        {
            return problem;
        }

        if (listener.Rules.Exists(rule => rule.Priority == priority))
        {
            return InUse(priority!.Value);
        }

        var created = new RuleResource
        {
            Arn = ListenerActions.NewRuleArn(call, listener.Arn),
            Priority = priority!.Value,
            Settings = settings,
            Tags = tags,
        };
        return ElbV2Result.Change(
            call.State.With(loadBalancer.With(listener.With(created))),
            (xml, _) => xml.List("Rules", [created], Write));
    }

    public static ElbV2Result ModifyRule(ElbV2Call call)
    {
        var (found, error) = Own(call, call.Text("RuleArn")!);
        if (error is not null)
        {
            return error;
        }

        var (reset, flagError) = Given.Flag(call.Parameters, "ResetTransforms");
        if (flagError is not null)
        {
            return flagError;
        }

        if (reset is not true && !Changeable.Any(call.Has))
        {
            return ElbV2Errors.Validation("Either conditions or actions must be specified");
        }

        if (reset is true && call.Has("Transforms"))
        {
            return ElbV2Errors.Validation("Transforms and ResetTransforms cannot be specified at the same time");
        }

        var (loadBalancer, listener, rule) = found!.Value;
        if (rule is null)
        {
            return ElbV2Errors.NotPermitted("Default rules cannot be modified here: use ModifyListener");
        }

        var (given, secretError) = Settings(call, rule.Settings);
        if (secretError is not null)
        {
            return secretError;
        }

        var settings = Nodes.Merged(rule.Settings, given);
        var changed = rule with { Settings = reset is true ? Nodes.Without(settings, "Transforms") : settings };
        return ElbV2Result.Change(
            call.State.With(loadBalancer.With(listener.With(changed))),
            (xml, _) => xml.List("Rules", [changed], Write));
    }

    public static ElbV2Result DeleteRule(ElbV2Call call)
    {
        var (found, error) = Own(call, call.Text("RuleArn")!);
        if (error is not null)
        {
            return error;
        }

        var (loadBalancer, listener, rule) = found!.Value;
        return rule is null
            ? ElbV2Errors.NotPermitted($"Default rule '{listener.DefaultRuleArn}' cannot be deleted")
            : ElbV2Result.Change(
                call.State.With(loadBalancer.With(listener with { Rules = listener.Rules.Remove(rule) })));
    }

    public static ElbV2Result SetRulePriorities(ElbV2Call call)
    {
        var state = call.State;
        var set = new List<string>();
        var priorities = new HashSet<int>();
        foreach (var (index, item) in call.Parameters.Items("RulePriorities").Index())
        {
            var (priority, error) = Given.Integer(
                item, "Priority", Bounds.LeastPriority, Bounds.MostPriority, $"rulePriorities.{index + 1}.member");
            if (error is not null || priority is null || item.Text("RuleArn") is not { } arn)
            {
                return error ?? ElbV2Errors.Validation("RulePriorities: write RuleArn and Priority");
            }

            var (found, missing) = Own(call with { View = call.View with { State = state } }, arn);
            if (missing is not null)
            {
                return missing;
            }

            var (loadBalancer, listener, rule) = found!.Value;
            if (rule is null)
            {
                return ElbV2Errors.NotPermitted($"The priority of the default rule '{arn}' cannot be changed");
            }

            if (!priorities.Add(priority.Value))
            {
                return ElbV2Errors.Validation($"Priority '{priority}' was provided multiple times");
            }

            set.Add(arn);
            state = state.With(loadBalancer.With(listener.With(rule with { Priority = priority.Value })));
        }

        if (set.Distinct(StringComparer.Ordinal).Count() < set.Count)
        {
            return ElbV2Errors.Validation("RulePriorities: a rule was specified more than once");
        }

        var rules = set.ConvertAll(arn => state.Rule(arn)!.Value);
        foreach (var listener in rules.Select(found => found.Listener))
        {
            if (listener.Rules.GroupBy(rule => rule.Priority).FirstOrDefault(same => same.Count() > 1) is { } twice)
            {
                return InUse(twice.Key);
            }
        }

        return ElbV2Result.Change(state, (xml, _) => xml.List("Rules", rules.ConvertAll(found => found.Rule!), Write));
    }

    public static ElbV2Result DescribeRules(ElbV2Call call)
    {
        var (arns, listenerArn) = (call.Parameters.Texts("RuleArns"), call.Text("ListenerArn"));
        if (ArnsGiven.NotOne(arns, listenerArn, "listener rule ARNs", "a listener ARN") is { } problem)
        {
            return problem;
        }

        if (listenerArn is not null)
        {
            return call.State.Listener(listenerArn) is { } found
                ? Pages.Tell(
                    call,
                    "Rules",
                    [.. found.Listener.Rules.OrderBy(rule => rule.Priority), null],
                    (xml, rule, _) => Write(xml, found.Listener, rule))
                : ElbV2Errors.ListenerNotFound;
        }

        var rules = arns.Distinct(StringComparer.Ordinal).Select(call.State.Rule).ToList();
        return rules.Contains(null)
            ? ElbV2Errors.RuleNotFound
            : Pages.Tell(call, "Rules", rules, (xml, rule, _) => Write(xml, rule!.Value.Listener, rule.Value.Rule));
    }

    private static ((LoadBalancerResource LoadBalancer, ListenerResource Listener, RuleResource? Rule)? Found, QueryError? Error)
        Own(ElbV2Call call, string arn) =>
        call.State.Rule(arn) is not { } found ? (null, ElbV2Errors.RuleNotFound)
        : found.LoadBalancer.IsOfFile ? (null, ElbV2Errors.OfFile(arn))
        : (found, null);

    /// <summary>What a call says of a rule.</summary>
    private static (Node.Mapping Settings, QueryError? Error) Settings(ElbV2Call call, Node.Mapping? old) => ExistingSecrets.Taken(
        QueryNodes.Given(call.Parameters, RuleShape.Conditions, RuleShape.Actions, RuleShape.Transforms),
        RuleShape.Actions,
        old?.Find(RuleShape.Actions.Name));

    private static QueryError InUse(int priority) =>
        new("PriorityInUse", $"Priority '{priority}' is currently in use");

    private static void Write(QueryXml xml, ListenerResource listener, RuleResource? rule)
    {
        if (rule is not null)
        {
            Write(xml, rule);
            return;
        }

        xml.Text("RuleArn", listener.DefaultRuleArn);
        xml.Text("Priority", Default);
        DescribedNodes.WriteConditions(xml, null);
        DescribedNodes.WriteActions(xml, "Actions", listener.Settings.Find("DefaultActions"));
        xml.Flag("IsDefault", true);
        DescribedNodes.WriteTransforms(xml, null);
    }

    private static void Write(QueryXml xml, RuleResource rule)
    {
        xml.Text("RuleArn", rule.Arn);
        xml.Text("Priority", rule.Priority.ToString(CultureInfo.InvariantCulture));
        DescribedNodes.WriteConditions(xml, rule.Settings.Find("Conditions"));
        DescribedNodes.WriteActions(xml, "Actions", rule.Settings.Find("Actions"));
        xml.Flag("IsDefault", false);
        DescribedNodes.WriteTransforms(xml, rule.Settings.Find("Transforms"));
    }
}
