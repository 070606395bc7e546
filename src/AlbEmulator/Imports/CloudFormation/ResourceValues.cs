using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>What <c>Ref</c> and <c>Fn::GetAtt</c> give of a resource: the emulator's own ARNs, which are in its logs.</summary>
internal static class ResourceValues
{
    public static Node.Scalar Ref(Evaluator evaluator, string logicalId, Node resource, Origin origin)
    {
        var type = Template.TypeOf(resource);
        var text = type switch
        {
            ResourceTypes.Function or ResourceTypes.ServerlessFunction => Name(evaluator, logicalId, resource, "FunctionName"),
            ResourceTypes.FunctionVersion => $"{FunctionOf(evaluator, resource)}:1",
            ResourceTypes.FunctionAlias => $"{FunctionOf(evaluator, resource)}:{Text(evaluator, resource, "Name")}",
            ResourceTypes.Stack or ResourceTypes.Application =>
                StackId(evaluator.Import.Settings, evaluator.NestedStacks.NameOf(logicalId)),
            _ => Arn(evaluator, logicalId, resource, type),
        };
        return Answer(text, logicalId, type, evaluator, origin);
    }

    public static string StackId(AlbSettings settings, string name) =>
        $"arn:aws:cloudformation:{settings.Region}:{settings.AccountId}:stack/{name}/{Guid.Empty}";

    /// <summary>
    /// The logical id of the function in <c>Function.Alias</c> or <c>Function.Version</c>, which the Serverless Application Model
    /// makes; null where a name is none of these.
    /// </summary>
    public static string? ServerlessPart(Evaluator evaluator, string name) =>
        name.LastIndexOf('.') is var dot and > 0 && name[dot..] is ".Alias" or ".Version" &&
        Template.TypeOf(evaluator.Template.Resource(name[..dot])) == ResourceTypes.ServerlessFunction ? name[..dot] : null;

    public static Node.Scalar PartOfFunction(Evaluator evaluator, string logicalId, string name, Node resource, Origin origin)
    {
        var arn = FunctionArn(evaluator, Name(evaluator, logicalId, resource, "FunctionName"));
        var part = name.EndsWith(".Version", StringComparison.Ordinal) ? "1" : Text(evaluator, resource, "AutoPublishAlias");
        return Answer(arn is null || part is null ? null : $"{arn}:{part}", name, ResourceTypes.ServerlessFunction, evaluator, origin);
    }

    public static Node.Scalar Attribute(Evaluator evaluator, string logicalId, string attribute, Node resource, Origin origin)
    {
        var type = Template.TypeOf(resource);
        if (NestedTemplate.IsNested(resource) && attribute.StartsWith(NestedStacks.OutputPrefix, StringComparison.Ordinal))
        {
            return evaluator.NestedStacks.Output(logicalId, attribute[NestedStacks.OutputPrefix.Length..], resource, origin);
        }

        string? text = (type, attribute) switch
        {
            (ResourceTypes.LoadBalancer, "LoadBalancerArn") or (ResourceTypes.Listener, "ListenerArn") or
                (ResourceTypes.Rule, "RuleArn") or (ResourceTypes.TargetGroup, "TargetGroupArn") or
                (ResourceTypes.TrustStore, "TrustStoreArn") => Arn(evaluator, logicalId, resource, type),
            (ResourceTypes.LoadBalancer, "LoadBalancerName") or (ResourceTypes.TargetGroup, "TargetGroupName") =>
                Name(evaluator, logicalId, resource, "Name"),
            (ResourceTypes.LoadBalancer, "DNSName") => DnsName(evaluator, logicalId, resource),
            (ResourceTypes.LoadBalancer, "LoadBalancerFullName") or (ResourceTypes.TargetGroup, "TargetGroupFullName") =>
                FullName(Arn(evaluator, logicalId, resource, type)),
            (ResourceTypes.Function or ResourceTypes.ServerlessFunction, "Arn") => FunctionArn(evaluator, Name(evaluator, logicalId, resource, "FunctionName")),
            _ => null,
        };
        return Answer(text, $"{logicalId}.{attribute}", type, evaluator, origin);
    }

    /// <summary>The name of a resource: written, or made as CloudFormation makes one. Null when it is not known.</summary>
    public static string? Name(Evaluator evaluator, string logicalId, Node resource, string property) =>
        Property(resource, property) is { } written && evaluator.Evaluate(written) is { } value
            ? value.TryAny(out var name) ? name : null
            : GeneratedNames.OfStack(evaluator.Template.StackName, logicalId);

    private static string? Arn(Evaluator evaluator, string logicalId, Node resource, string type)
    {
        var (region, account) = (evaluator.Import.Settings.Region, evaluator.Import.Settings.AccountId);
        return type switch
        {
            ResourceTypes.LoadBalancer => Name(evaluator, logicalId, resource, "Name") is { } name
                ? Arns.LoadBalancer(region, account, name) : null,
            ResourceTypes.TargetGroup => Name(evaluator, logicalId, resource, "Name") is { } name
                ? Arns.TargetGroup(region, account, name) : null,
            ResourceTypes.TrustStore => Name(evaluator, logicalId, resource, "Name") is { } name
                ? Arns.TrustStore(region, account, name) : null,
            ResourceTypes.Listener => LoadBalancerOf(evaluator, resource) is { } loadBalancer
                ? Arns.Listener(loadBalancer, Number(evaluator, resource, "Port")) : null,
            ResourceTypes.Rule => Text(evaluator, resource, "ListenerArn") is { } listener
                ? Arns.Rule(listener, Number(evaluator, resource, "Priority")) : null,
            _ => null,
        };
    }

    /// <summary>That of a listener, or the one that will be made up for it.</summary>
    private static string? LoadBalancerOf(Evaluator evaluator, Node listener) => Text(evaluator, listener, "LoadBalancerArn")
        ?? (evaluator.Import.Settings is { AssumeListener.Length: > 0 } settings
            ? Arns.LoadBalancer(settings.Region, settings.AccountId, AssumedListener.LoadBalancerName)
            : null);

    private static string? DnsName(Evaluator evaluator, string logicalId, Node resource)
    {
        var (region, account) = (evaluator.Import.Settings.Region, evaluator.Import.Settings.AccountId);
        return Name(evaluator, logicalId, resource, "Name") is { } name
            ? Arns.DnsName(region, Arns.LoadBalancer(region, account, name), name, Text(evaluator, resource, "Scheme") == "internal")
            : null;
    }

    private static string? FunctionOf(Evaluator evaluator, Node resource) =>
        Text(evaluator, resource, "FunctionName") is not { } name ? null
            : name.StartsWith("arn:", StringComparison.Ordinal) ? name : FunctionArn(evaluator, name);

    private static string? FunctionArn(Evaluator evaluator, string? name) =>
        name is null ? null : $"arn:aws:lambda:{evaluator.Import.Settings.Region}:{evaluator.Import.Settings.AccountId}:function:{name}";

    private static string? FullName(string? arn) => arn is null ? null
        : arn[(arn.LastIndexOf(':') + 1)..] is var name && name.StartsWith("loadbalancer/", StringComparison.Ordinal)
            ? name["loadbalancer/".Length..]
            : name;

    private static string? Text(Evaluator evaluator, Node resource, string property) =>
        Property(resource, property) is { } written && evaluator.Evaluate(written).TryAny(out var text) ? text : null;

    private static int Number(Evaluator evaluator, Node resource, string property) =>
        int.TryParse(Text(evaluator, resource, property), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Node? Property(Node resource, string name) => resource.Find("Properties").Find(name);

    private static Node.Scalar Answer(string? text, string name, string type, Evaluator evaluator, Origin origin)
    {
        if (text is not null)
        {
            return Nodes.Text(origin, text);
        }

        // What a load balancer's own is made of was told where it stands.
        var isOwn = ResourceTypes.All.Contains(type) && !name.EndsWith("CanonicalHostedZoneID", StringComparison.Ordinal);
        return Nodes.Unknown(origin, isOwn
            ? ""
            : $"{Quoted.Text(name)} is known only to AWS: give it a value, as --parameter {Quoted.Plain(evaluator.Template.Stack.OptionFor(name))}=VALUE");
    }
}
