using System.Collections.Immutable;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Load balancers are made, told about and deleted.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"/>
/// </summary>
internal static class LoadBalancerActions
{
    private const string InternetFacing = "internet-facing";
    private const string Internal = "internal";
    private const string Provisioning = "provisioning";
    private const string Active = "active";
    private const int MostArns = 20;

    public static ElbV2Result CreateLoadBalancer(ElbV2Call call)
    {
        var name = call.Text("Name")!;
        var (tags, tagError) = Given.Tags(call);
        var (subnets, subnetError) = SubnetsGiven.Read(call);
        if ((Problem(call, name) ?? tagError ?? subnetError ?? SubnetsGiven.ProblemWithGroups(call)) is { } error)
        {
            return error;
        }

        var scheme = call.Text("Scheme") ?? InternetFacing;
        var arn = call.Arn($"loadbalancer/app/{name}/{call.NewId()}");
        var created = new LoadBalancerResource
        {
            Arn = arn,
            Name = name,
            DnsName = Arns.DnsName(call.Region, arn, name, scheme == Internal, call.Room.Settings.DnsSuffix),
            CreatedTime = call.Room.Now,
            Scheme = scheme,
            IpAddressType = call.Text("IpAddressType") ?? LoadBalancerShape.Ipv4,
            VpcId = SubnetZones.VpcOf(call.Network, subnets.Select(subnet => subnet.SubnetId)),
            Subnets = subnets,
            SecurityGroups = [.. call.Parameters.Texts("SecurityGroups")],
            CustomerOwnedIpv4Pool = call.Text("CustomerOwnedIpv4Pool"),
            Ipv4IpamPoolId = call.Parameters.Find("IpamPools")?.Text("Ipv4IpamPoolId"),
            Tags = tags,
        };
        if (call.State.LoadBalancers.Find(item => item.Name == name && call.IsHere(item)) is { } same)
        {
            return IsSame(same, created)
                ? ElbV2Result.Tell((xml, _) => xml.List("LoadBalancers", [same], (member, item) => Write(member, item, call.View.IsEverywhere(item.Arn) ? Active : Provisioning)))
                : new QueryError(
                    "DuplicateLoadBalancerName",
                    $"A load balancer with the same name '{name}' exists, but with different settings");
        }

        return ElbV2Result.Change(
            call.State.With(created),
            (xml, _) => xml.List("LoadBalancers", [created], (member, item) => Write(member, item, Provisioning)));
    }

    public static ElbV2Result DeleteLoadBalancer(ElbV2Call call)
    {
        var arn = call.Text("LoadBalancerArn")!;
        if (call.State.LoadBalancer(arn) is not { } loadBalancer)
        {
            return ArnsGiven.IsOf(arn, "loadbalancer") ? ElbV2Result.Nothing : ArnsGiven.Invalid(arn, "load balancer");
        }

        if (loadBalancer.IsOfFile)
        {
            return ElbV2Errors.OfFile(arn);
        }

        return loadBalancer.Attributes.GetValueOrDefault("deletion_protection.enabled") == "true"
            ? ElbV2Errors.NotPermitted($"Load balancer '{arn}' cannot be deleted because deletion protection is enabled")
            : ElbV2Result.Change(call.State with { LoadBalancers = call.State.LoadBalancers.Remove(loadBalancer) });
    }

    public static ElbV2Result DescribeLoadBalancers(ElbV2Call call)
    {
        var (arns, names) = (call.Parameters.Texts("LoadBalancerArns"), call.Parameters.Texts("Names"));
        if (arns.Count > 0 && names.Count > 0)
        {
            return ElbV2Errors.Validation("Load balancer names and load balancer ARNs cannot be specified at the same time");
        }

        if (arns.Count > MostArns)
        {
            return ElbV2Errors.Validation($"Up to {MostArns} load balancer ARNs can be specified, not {arns.Count}");
        }

        if (arns.FirstOrDefault(arn => !ArnsGiven.IsOf(arn, "loadbalancer")) is { } wrong)
        {
            return ArnsGiven.Invalid(wrong, "load balancer");
        }

        var here = call.State.LoadBalancers.Where(call.IsHere).ToList();
        var missing = names.Where(name => !here.Exists(item => item.Name == name)).ToList();
        if (missing.Count > 0)
        {
            return new QueryError("LoadBalancerNotFound", $"Load balancers '[{string.Join(", ", missing)}]' not found");
        }

        if (arns.Any(arn => !here.Exists(item => item.Arn == arn)))
        {
            return ElbV2Errors.LoadBalancerNotFound;
        }

        var found = here.FindAll(item =>
            (arns.Count == 0 || arns.Contains(item.Arn)) && (names.Count == 0 || names.Contains(item.Name)));
        return Pages.Tell(call, "LoadBalancers", found, (xml, item, _) => Write(xml, item, call.View.IsEverywhere(item.Arn) ? Active : Provisioning));
    }

    private static QueryError? Problem(ElbV2Call call, string name)
    {
        if (NameErrors.OfLoadBalancer(name) is { } error)
        {
            return error;
        }

        if (call.Text("Type") is { } type and not "application")
        {
            return ModelledValues.NotOneOf(type, new Place("Type")) ?? ElbV2Errors.Validation(
                $"Type '{type}' is not supported: the emulator is an Application Load Balancer");
        }

        if (call.Text("Scheme") is { } scheme and not (InternetFacing or Internal))
        {
            return new QueryError(
                "InvalidScheme", $"Scheme must be '{InternetFacing}' or '{Internal}', not {Quoted.Text(scheme)}");
        }

        if (call.Text("CustomerOwnedIpv4Pool") is { } pool && PoolIds.ProblemWithCustomerOwned(pool) is { } poolProblem)
        {
            return ElbV2Errors.Validation($"CustomerOwnedIpv4Pool {poolProblem}");
        }

        return LoadBalancerSettings.ProblemWithIpamPools(call) ?? LoadBalancerSettings.ProblemWithAddresses(call);
    }

    private static bool IsSame(LoadBalancerResource one, LoadBalancerResource other) =>
        one.Scheme == other.Scheme && one.IpAddressType == other.IpAddressType &&
        one.Subnets.Select(item => item.SubnetId).Order().SequenceEqual(other.Subnets.Select(item => item.SubnetId).Order()) &&
        one.SecurityGroups.Order().SequenceEqual(other.SecurityGroups.Order()) &&
        one.CustomerOwnedIpv4Pool == other.CustomerOwnedIpv4Pool && one.Ipv4IpamPoolId == other.Ipv4IpamPoolId &&
        one.Tags.OrderBy(tag => tag.Key).SequenceEqual(other.Tags.OrderBy(tag => tag.Key));

    private static void Write(QueryXml xml, LoadBalancerResource item, string state)
    {
        xml.Text("LoadBalancerArn", item.Arn);
        xml.Text("DNSName", item.DnsName);
        xml.Text("CanonicalHostedZoneId", HostedZones.Of(Arns.RegionOf(item.Arn)));
        xml.Time("CreatedTime", item.CreatedTime);
        xml.Text("LoadBalancerName", item.Name);
        xml.Text("Scheme", item.Scheme);
        xml.Text("VpcId", item.VpcId);
        xml.Element("State", element => element.Text("Code", state));
        xml.Text("Type", "application");
        SubnetsGiven.WriteZones(xml, item);
        xml.List("SecurityGroups", item.SecurityGroups);
        xml.Text("IpAddressType", item.IpAddressType);
        xml.Text("CustomerOwnedIpv4Pool", item.CustomerOwnedIpv4Pool);
        if (item.Ipv4IpamPoolId is { } pool)
        {
            xml.Element("IpamPools", pools => pools.Text("Ipv4IpamPoolId", pool));
        }
    }
}
