using System.Collections.Immutable;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>Subnets and security groups: there is no network here, and they are known by what they are called.</summary>
internal static class SubnetsGiven
{
    private const string Allocation = "eipalloc";

    /// <summary>The parameters <c>Subnets</c> and <c>SubnetMappings</c>.</summary>
    public static (ImmutableList<SubnetMapping> Subnets, QueryError? Error) Read(ElbV2Call call)
    {
        var names = call.Parameters.Texts("Subnets");
        var mappings = call.Parameters.Items("SubnetMappings");
        if (names.Count > 0 && mappings.Count > 0)
        {
            return ([], ElbV2Errors.Validation("You can specify either subnets or subnet mappings, but not both"));
        }

        string[] ids = [.. names, .. mappings.Select(mapping => mapping.Text("SubnetId") ?? "")];
        var network = call.Network;
        if (ids.FirstOrDefault(id => !IsThere(id, Subnet.Prefix, network.FindSubnet(id))) is { } wrong)
        {
            return ([], new QueryError("SubnetNotFound", $"The subnet ID '{QueryError.Value(wrong)}' does not exist"));
        }

        if (mappings.Select(mapping => mapping.Text("AllocationId")).FirstOrDefault(id => id is not null) is { } address)
        {
            return ([], IsId(address, Allocation)
                ? ElbV2Errors.Validation("SubnetMappings: AllocationId is for Network Load Balancers: leave it out")
                : new QueryError("AllocationIdNotFound", $"The allocation ID '{QueryError.Value(address)}' does not exist"));
        }

        var subnets = SubnetZones.Of(network, ids);
        if (subnets.Select(subnet => subnet.ZoneName).Distinct().Count() < 2)
        {
            return ([], ElbV2Errors.Validation("At least two subnets in two different Availability Zones must be specified"));
        }

        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Length ||
            subnets.Select(subnet => subnet.ZoneName).Distinct().Count() < ids.Length)
        {
            return ([], new QueryError(
                "InvalidConfigurationRequest", "A load balancer cannot be attached to multiple subnets in the same Availability Zone"));
        }

        return (subnets, null);
    }

    /// <summary>What is wrong with the parameter <c>SecurityGroups</c>.</summary>
    public static QueryError? ProblemWithGroups(ElbV2Call call) =>
        call.Parameters.Texts("SecurityGroups").FirstOrDefault(id =>
            !IsThere(id, SecurityGroup.Prefix, call.Network.FindSecurityGroup(id))) is { } wrong
            ? new QueryError("InvalidSecurityGroup", $"The security group '{QueryError.Value(wrong)}' does not exist")
            : null;

    /// <summary>The member <c>AvailabilityZones</c>.</summary>
    public static void WriteZones(QueryXml xml, LoadBalancerResource item) =>
        xml.List("AvailabilityZones", item.Subnets, (member, subnet) =>
        {
            member.Text("ZoneName", subnet.ZoneName);
            member.Text("SubnetId", subnet.SubnetId);

            // Elastic and private addresses are for Network Load Balancers.
            member.Element("LoadBalancerAddresses", _ => { });
        });

    /// <summary>Known, or called as such things are: only what was there and was deleted is not.</summary>
    private static bool IsThere(string id, string prefix, object? known) =>
        known is not null || (IsId(id, prefix) && !ResourceIds.IsDerived(id));

    private static bool IsId(string id, string prefix) =>
        id.StartsWith($"{prefix}-", StringComparison.Ordinal) && id.Length > prefix.Length + 1 && id.Length <= 64 &&
        id.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
