using System.Globalization;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Target groups are made, changed, told about and deleted.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html"/>
/// </summary>
internal static class TargetGroupActions
{
    private static readonly string[] Required = ["Protocol", "Port"];
    private static readonly Property[] HealthCheckProperties = [.. HealthCheckShape.All];

    public static ElbV2Result CreateTargetGroup(ElbV2Call call)
    {
        var name = call.Text("Name")!;
        var type = call.Text("TargetType") ?? TargetGroupResource.Instance;
        var (tags, error) = Given.Tags(call);
        if ((Problem(call, name, type) ?? error) is { } problem)
        {
            return problem;
        }

        var created = new TargetGroupResource
        {
            Arn = call.Arn($"targetgroup/{name}/{call.NewId()}"),
            Name = name,
            TargetType = type,
            VpcId = call.Text("VpcId"),
            IpAddressType = call.Text("IpAddressType") ?? TargetGroupShape.Ipv4,
            Settings = QueryNodes.Given(
                call.Parameters,
                [TargetGroupShape.Protocol, TargetGroupShape.ProtocolVersion, TargetGroupShape.Port, .. HealthCheckProperties]),
            Tags = tags,
        };
        if (call.State.TargetGroups.Find(item => item.Name == name && call.IsHere(item)) is { } same)
        {
            return same.TargetType == type && same.VpcId == created.VpcId && same.IpAddressType == created.IpAddressType &&
                NodeValues.AreSame(same.Settings, created.Settings)
                ? Tell(same)
                : new QueryError(
                    "DuplicateTargetGroupName",
                    $"A target group with the same name '{name}' exists, but with different settings");
        }

        return ElbV2Result.Change(call.State.With(created), Tell(created).Content);
    }

    public static ElbV2Result ModifyTargetGroup(ElbV2Call call)
    {
        if (call.State.TargetGroup(call.Text("TargetGroupArn")) is not { } group)
        {
            return ElbV2Errors.TargetGroupNotFound;
        }

        if (group.IsOfFile)
        {
            return ElbV2Errors.OfFile(group.Arn);
        }

        var changed = group with
        {
            Settings = Nodes.Merged(group.Settings, QueryNodes.Given(call.Parameters, HealthCheckProperties)),
        };
        return ElbV2Result.Change(call.State.With(changed), Tell(changed).Content);
    }

    public static ElbV2Result DeleteTargetGroup(ElbV2Call call)
    {
        var arn = call.Text("TargetGroupArn")!;
        if (call.State.TargetGroup(arn) is not { } group)
        {
            return ArnsGiven.IsOf(arn, "targetgroup") ? ElbV2Result.Nothing : ArnsGiven.Invalid(arn, "target group");
        }

        if (group.IsOfFile)
        {
            return ElbV2Errors.OfFile(arn);
        }

        return call.View.LoadBalancersOf(arn).Any()
            ? new QueryError("ResourceInUse", $"Target group '{arn}' is currently in use by a listener or a rule")
            : ElbV2Result.Change(call.State with { TargetGroups = call.State.TargetGroups.Remove(group) });
    }

    public static ElbV2Result DescribeTargetGroups(ElbV2Call call)
    {
        var (arns, names) = (call.Parameters.Texts("TargetGroupArns"), call.Parameters.Texts("Names"));
        var loadBalancer = call.Text("LoadBalancerArn");
        if ((arns.Count > 0 ? 1 : 0) + (names.Count > 0 ? 1 : 0) + (loadBalancer is not null ? 1 : 0) > 1)
        {
            return ElbV2Errors.Validation(
                "Target group names, target group ARNs, and a load balancer ARN cannot be specified at the same time");
        }

        if (loadBalancer is not null && call.State.LoadBalancer(loadBalancer) is null)
        {
            return ElbV2Errors.LoadBalancerNotFound;
        }

        if (arns.FirstOrDefault(arn => !ArnsGiven.IsOf(arn, "targetgroup")) is { } wrong)
        {
            return ArnsGiven.Invalid(wrong, "target group");
        }

        // One that is being deleted right now is in effect no more.
        var here = call.State.TargetGroups.Where(call.IsHere).Where(item => call.View.TargetGroup(item.Arn) is not null).ToList();
        if (arns.Any(arn => !here.Exists(item => item.Arn == arn)) ||
            names.Any(name => !here.Exists(item => item.Name == name)))
        {
            return ElbV2Errors.TargetGroupNotFound;
        }

        var found = here.FindAll(item =>
            (arns.Count == 0 || arns.Contains(item.Arn)) &&
            (names.Count == 0 || names.Contains(item.Name)) &&
            (loadBalancer is null || call.View.LoadBalancersOf(item.Arn).Contains(loadBalancer)));
        return Pages.Tell(call, "TargetGroups", found, Write);
    }

    private static QueryError? Problem(ElbV2Call call, string name, string type)
    {
        if (NameErrors.OfTargetGroup(name) is { } error)
        {
            return error;
        }

        if (type is not (TargetGroupResource.Instance or "ip" or TargetGroupResource.Lambda))
        {
            return ModelledValues.NotOneOf(type, new Place("TargetType"))
                ?? ElbV2Errors.Validation("Target type 'alb' is for Network Load Balancers: write instance, ip or lambda");
        }

        if (type != TargetGroupResource.Lambda)
        {
            foreach (var required in Required)
            {
                if (!call.Has(required))
                {
                    return ElbV2Errors.Validation($"A {required.ToLowerInvariant()} must be specified");
                }
            }

            if (!call.Has("VpcId"))
            {
                return ElbV2Errors.Validation("A VPC ID must be specified");
            }
        }
        else if (call.Has("VpcId"))
        {
            return TargetGroupErrors.Of(new Fault.NotOfLambda("VPC ID"));
        }

        if (call.Text("VpcId") is { } vpc && !vpc.StartsWith("vpc-", StringComparison.Ordinal))
        {
            return ElbV2Errors.Validation($"The VPC ID '{QueryError.Value(vpc)}' is not found");
        }

        const string ipAddressType = "IpAddressType";
        if (call.Text(ipAddressType) is { } family && family is not (TargetGroupShape.Ipv4 or TargetGroupShape.Ipv6))
        {
            return Constraint.NotOneOf(family, new Place(ipAddressType).Wire, [TargetGroupShape.Ipv4, TargetGroupShape.Ipv6]);
        }

        return call.Has("TargetControlPort")
            ? ElbV2Errors.InvalidConfiguration("TargetControlPort is not supported yet: leave it out")
            : null;
    }

    private static ElbV2Result Tell(TargetGroupResource group) => ElbV2Result.Tell(
        (xml, view) => xml.List("TargetGroups", [group], (member, item) => Write(member, item, view)));

    private static void Write(QueryXml xml, TargetGroupResource item, ElbV2View view)
    {
        if (view.TargetGroup(item.Arn) is not { } model)
        {
            return;
        }

        var isLambda = model.TargetType == TargetType.Lambda;
        var check = model.HealthCheck;
        xml.Text("TargetGroupArn", item.Arn);
        xml.Text("TargetGroupName", item.Name);
        xml.Text("Protocol", isLambda ? null : model.Protocol.ToString().ToUpperInvariant());
        xml.Number("Port", isLambda ? null : model.Port);
        xml.Text("VpcId", isLambda ? null : item.VpcId);
        xml.Text("HealthCheckProtocol", isLambda ? null : check.Protocol.ToString().ToUpperInvariant());
        xml.Text("HealthCheckPort", isLambda ? null : check.Port?.ToString(CultureInfo.InvariantCulture) ?? "traffic-port");
        xml.Flag("HealthCheckEnabled", check.Enabled);
        xml.Number("HealthCheckIntervalSeconds", (long)Math.Ceiling(check.Interval.TotalSeconds));
        xml.Number("HealthCheckTimeoutSeconds", (long)Math.Ceiling(check.Timeout.TotalSeconds));
        xml.Number("HealthyThresholdCount", check.HealthyThreshold);
        xml.Number("UnhealthyThresholdCount", check.UnhealthyThreshold);
        xml.Text("HealthCheckPath", check.Path);
        xml.Element("Matcher", matcher => matcher.Text(
            model.ProtocolVersion == ProtocolVersion.Grpc ? "GrpcCode" : "HttpCode", check.Matcher.Text));
        xml.List("LoadBalancerArns", view.LoadBalancersOf(item.Arn));
        xml.Text("TargetType", item.TargetType);
        xml.Text("ProtocolVersion", isLambda ? null : model.ProtocolVersion.ToString().ToUpperInvariant());
        xml.Text("IpAddressType", isLambda ? null : item.IpAddressType);
    }
}
