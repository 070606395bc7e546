using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>What of a load balancer means nothing to requests: it is kept, and told as it was given.</summary>
internal static class LoadBalancerSettings
{
    private const int MostCapacityUnits = 1_000_000;

    public static ElbV2Result SetSubnets(ElbV2Call call)
    {
        var (subnets, error) = SubnetsGiven.Read(call);
        return Changed(call, ProblemWithAddresses(call) ?? error, item => WithAddressType(call, item with { Subnets = subnets }), (xml, item) =>
        {
            SubnetsGiven.WriteZones(xml, item);
            xml.Text("IpAddressType", item.IpAddressType);
        });
    }

    public static ElbV2Result SetSecurityGroups(ElbV2Call call)
    {
        var error = call.Text("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic") is null
            ? SubnetsGiven.ProblemWithGroups(call)
            : ElbV2Errors.InvalidConfiguration(
                "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic is for Network Load Balancers");
        var groups = call.Parameters.Texts("SecurityGroups");
        return Changed(
            call,
            error,
            item => item with { SecurityGroups = [.. groups] },
            (xml, item) => xml.List("SecurityGroupIds", item.SecurityGroups));
    }

    public static ElbV2Result SetIpAddressType(ElbV2Call call) => Changed(
        call, ProblemWithAddresses(call), item => WithAddressType(call, item), (xml, item) => xml.Text("IpAddressType", item.IpAddressType));

    public static ElbV2Result ModifyIpPools(ElbV2Call call)
    {
        var removed = call.Parameters.Texts("RemoveIpamPools");
        var error = removed.Select((pool, i) => ModelledValues.NotOneOf(pool, new Place($"RemoveIpamPools[{i}]")))
            .FirstOrDefault(error => error is not null)
            ?? (call.Has("IpamPools") == call.Has("RemoveIpamPools")
                ? ElbV2Errors.Validation("Write either IpamPools or RemoveIpamPools")
                : ProblemWithIpamPools(call));
        var pool = call.Parameters.Find("IpamPools")?.Text("Ipv4IpamPoolId");
        return Changed(
            call,
            error,
            item => item with { Ipv4IpamPoolId = pool ?? (removed.Count > 0 ? null : item.Ipv4IpamPoolId) },
            (xml, item) => xml.Element("IpamPools", pools => pools.Text("Ipv4IpamPoolId", item.Ipv4IpamPoolId)));
    }

    public static ElbV2Result ModifyCapacityReservation(ElbV2Call call)
    {
        var minimum = call.Parameters.Find("MinimumLoadBalancerCapacity");
        var (units, unitError) = minimum is null
            ? (null, null)
            : Given.Integer(minimum, "CapacityUnits", 1, int.MaxValue, "minimumLoadBalancerCapacity");
        var (reset, resetError) = Given.Flag(call.Parameters, "ResetCapacityReservation");
        var error = unitError ?? resetError ?? (units is null == (reset is not true)
            ? ElbV2Errors.Validation("Write MinimumLoadBalancerCapacity with CapacityUnits, or ResetCapacityReservation")
            : units > MostCapacityUnits
                ? new QueryError("CapacityUnitsLimitExceeded", "You've exceeded the capacity units limit")
            : null);
        var now = call.Room.Now;
        var before = call.State.LoadBalancer(call.Text("LoadBalancerArn"))?.Capacity;
        var decreases = before?.DecreasesOf(now) ?? 0;
        if (before?.CapacityUnits > (units ?? 0))
        {
            error ??= decreases >= CapacityReservation.DecreasesPerDay
                ? new QueryError(
                    "CapacityDecreaseRequestLimitExceeded", "You've exceeded the daily capacity decrease limit for this reservation")
                : null;
            decreases++;
        }

        var after = new CapacityReservation(units, now) { Decreases = decreases };
        return Changed(call, error, item => item with { Capacity = after }, (xml, item) => WriteCapacity(xml, item, now));
    }

    public static ElbV2Result DescribeCapacityReservation(ElbV2Call call) =>
        call.State.LoadBalancer(call.Text("LoadBalancerArn")) is { } item
            ? ElbV2Result.Tell((xml, _) => WriteCapacity(xml, item, call.Room.Now))
            : ElbV2Errors.LoadBalancerNotFound;

    /// <summary>What is wrong with the parameters <c>IpAddressType</c> and <c>EnablePrefixForIpv6SourceNat</c>.</summary>
    public static QueryError? ProblemWithAddresses(ElbV2Call call) =>
        call.Has("EnablePrefixForIpv6SourceNat")
            ? ElbV2Errors.InvalidConfiguration("EnablePrefixForIpv6SourceNat is for Network Load Balancers: leave it out")
        : call.Text("IpAddressType") is { } type ? ModelledValues.NotOneOf(type, new Place("IpAddressType"))
        : null;

    /// <summary>What is wrong with the parameter <c>IpamPools</c>.</summary>
    public static QueryError? ProblemWithIpamPools(ElbV2Call call) =>
        call.Parameters.Find("IpamPools")?.Text("Ipv4IpamPoolId") is { } pool && PoolIds.ProblemWithIpam(pool) is { } problem
            ? ElbV2Errors.Validation($"Ipv4IpamPoolId {problem}")
            : null;

    private static LoadBalancerResource WithAddressType(ElbV2Call call, LoadBalancerResource item) =>
        item with { IpAddressType = call.Text("IpAddressType") ?? item.IpAddressType };

    private static ElbV2Result Changed(
        ElbV2Call call,
        QueryError? error,
        Func<LoadBalancerResource, LoadBalancerResource> change,
        Action<QueryXml, LoadBalancerResource> tell)
    {
        var arn = call.Text("LoadBalancerArn")!;
        if (call.State.LoadBalancer(arn) is not { } item)
        {
            return ElbV2Errors.LoadBalancerNotFound;
        }

        if (error is not null)
        {
            return error;
        }

        if (item.IsOfFile)
        {
            return ElbV2Errors.OfFile(arn);
        }

        var changed = change(item);
        return ElbV2Result.Change(call.State.With(changed), (xml, _) => tell(xml, changed));
    }

    private static void WriteCapacity(QueryXml xml, LoadBalancerResource item, DateTimeOffset now)
    {
        if (item.Capacity is { } capacity)
        {
            xml.Time("LastModifiedTime", capacity.LastModifiedTime);
            xml.Number("DecreaseRequestsRemaining", CapacityReservation.DecreasesPerDay - capacity.DecreasesOf(now));
        }

        if (item.Capacity?.CapacityUnits is not { } units)
        {
            return;
        }

        xml.Element("MinimumLoadBalancerCapacity", minimum => minimum.Number("CapacityUnits", units));
        xml.List("CapacityReservationState", item.Subnets, (member, subnet) =>
        {
            member.Element("State", state => state.Text("Code", "provisioned"));
            member.Text("AvailabilityZone", subnet.ZoneName);
            member.Text("EffectiveCapacityUnits", $"{units}.0");
        });
    }
}
