using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Attributes of load balancers, target groups and listeners: those that were set, and AWS's defaults for the others.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyLoadBalancerAttributes.html"/>
/// </summary>
internal static class AttributeActions
{
    private const string DenyInternetGateways = "ipv6.deny_all_igw_traffic";

    public static ElbV2Result DescribeLoadBalancerAttributes(ElbV2Call call) =>
        call.State.LoadBalancer(call.Text("LoadBalancerArn")) is { } item
            ? ElbV2Result.Tell((xml, _) => Write(xml, Of(item)))
            : ElbV2Errors.LoadBalancerNotFound;

    public static ElbV2Result ModifyLoadBalancerAttributes(ElbV2Call call)
    {
        if (call.State.LoadBalancer(call.Text("LoadBalancerArn")) is not { } item)
        {
            return ElbV2Errors.LoadBalancerNotFound;
        }

        if (item.IsOfFile)
        {
            return ElbV2Errors.OfFile(item.Arn);
        }

        var (attributes, error) = Given.Attributes(call, item.Attributes, AttributeTables.LoadBalancer);
        var changed = item with { Attributes = attributes };
        return error is not null ? error : ElbV2Result.Change(call.State.With(changed), (xml, _) => Write(xml, Of(changed)));
    }

    public static ElbV2Result DescribeTargetGroupAttributes(ElbV2Call call) =>
        call.State.TargetGroup(call.Text("TargetGroupArn")) is { } item
            ? ElbV2Result.Tell((xml, _) => Write(xml, Of(item)))
            : ElbV2Errors.TargetGroupNotFound;

    public static ElbV2Result ModifyTargetGroupAttributes(ElbV2Call call)
    {
        if (call.State.TargetGroup(call.Text("TargetGroupArn")) is not { } item)
        {
            return ElbV2Errors.TargetGroupNotFound;
        }

        if (item.IsOfFile)
        {
            return ElbV2Errors.OfFile(item.Arn);
        }

        var (attributes, error) = Given.Attributes(call, item.Attributes, AttributeTables.TargetGroup);
        var changed = item with { Attributes = attributes };
        return (error ?? Problem(call, changed)) is { } problem
            ? problem
            : ElbV2Result.Change(call.State.With(changed), (xml, _) => Write(xml, Of(changed)));
    }

    public static ElbV2Result DescribeListenerAttributes(ElbV2Call call) =>
        call.State.Listener(call.Text("ListenerArn")) is { } found
            ? ElbV2Result.Tell((xml, _) => Write(xml, Of(found.Listener)))
            : ElbV2Errors.ListenerNotFound;

    public static ElbV2Result ModifyListenerAttributes(ElbV2Call call)
    {
        if (call.State.Listener(call.Text("ListenerArn")) is not { } found)
        {
            return ElbV2Errors.ListenerNotFound;
        }

        if (found.LoadBalancer.IsOfFile)
        {
            return ElbV2Errors.OfFile(found.Listener.Arn);
        }

        var (attributes, error) = Given.Attributes(call, found.Listener.Attributes, AttributeTables.Listener);
        var changed = found.Listener with { Attributes = attributes };
        return (error ?? Problem(call, changed)) is { } problem ? problem : ElbV2Result.Change(
            call.State.With(found.LoadBalancer.With(changed)), (xml, _) => Write(xml, Of(changed)));
    }

    /// <summary>What its type does not have is refused whatever the value, and what was set must go together.</summary>
    private static QueryError? Problem(ElbV2Call call, TargetGroupResource changed)
    {
        var type = changed.TargetType == TargetGroupResource.Lambda ? TargetType.Lambda : TargetType.Ip;
        var given = Written(call, AttributeTables.TargetGroup);
        var together = new WrittenAttributes(
            AttributeTables.TargetGroup,
            changed.Attributes.Where(pair => TargetGroupAttributeProblems.Has(type, pair.Key)).ToDictionary());
        return TargetGroupAttributeProblems.Find(given, type)
            .Where(problem => !TargetGroupAttributeProblems.Has(type, problem.Key))
            .Concat(TargetGroupAttributeProblems.Find(together, type))
            .Select(problem => AttributeErrors.Of(new Fault.Attribute(problem.Key, type == TargetType.Lambda))
                ?? ElbV2Errors.InvalidConfiguration($"{problem.Key}: {problem.Message}"))
            .FirstOrDefault();
    }

    private static QueryError? Problem(ElbV2Call call, ListenerResource changed)
    {
        var protocol = changed.Protocol == "HTTPS" ? ListenerProtocol.Https : ListenerProtocol.Http;
        return ListenerAttributes.Problems(Written(call, AttributeTables.Listener), protocol)
            .Select(problem => ElbV2Errors.InvalidConfiguration($"{problem.Key} {problem.Message}"))
            .FirstOrDefault();
    }

    /// <summary>What the call gives.</summary>
    private static WrittenAttributes Written(ElbV2Call call, AttributeTable table) => new(
        table,
        call.Parameters.Items("Attributes").Where(item => table.Find(item.Text("Key") ?? "") is not null)
            .DistinctBy(item => item.Text("Key")).ToDictionary(item => item.Text("Key")!, item => item.Find("Value")?.Content ?? ""));

    private static IEnumerable<(string Key, string Value)> Of(LoadBalancerResource item)
    {
        var deny = item.Scheme == "internal" ? "true" : "false";
        return All(AttributeTables.LoadBalancer, item.Attributes)
            .Select(pair => pair.Key == DenyInternetGateways && !item.Attributes.ContainsKey(pair.Key) ? (pair.Key, deny) : pair);
    }

    private static IEnumerable<(string Key, string Value)> Of(TargetGroupResource item)
    {
        var type = item.TargetType == TargetGroupResource.Lambda ? TargetType.Lambda : TargetType.Ip;
        return All(AttributeTables.TargetGroup, item.Attributes).Where(pair =>
            item.Attributes.ContainsKey(pair.Key) || TargetGroupAttributeProblems.Has(type, pair.Key));
    }

    private static IEnumerable<(string Key, string Value)> Of(ListenerResource item) =>
        All(AttributeTables.Listener, item.Attributes)
            .Where(pair => item.Protocol == "HTTPS" || !ListenerAttributeKeys.IsOfHttps(pair.Key));

    private static IEnumerable<(string Key, string Value)> All(
        AttributeTable table, IReadOnlyDictionary<string, string> attributes) =>
        table.Definitions
            .Where(definition => definition.Effect != AttributeEffect.OtherKind)
            .Select(definition => (definition.Key, Value: attributes.GetValueOrDefault(definition.Key, definition.Default)))
            // AWS WAF's, of which it does not say what holds otherwise.
            .Where(pair => pair.Value.Length > 0 || !pair.Key.StartsWith("waf.http2.", StringComparison.Ordinal));

    private static void Write(QueryXml xml, IEnumerable<(string Key, string Value)> attributes) =>
        xml.List("Attributes", attributes, (member, attribute) =>
        {
            member.Text("Key", attribute.Key);
            member.Text("Value", attribute.Value);
        });
}
