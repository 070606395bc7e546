using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Networks;

/// <summary>What is wrong with the setting <c>Alb:Network</c>: a sentence for each.</summary>
internal static class NetworkProblems
{
    private const string Section = "Alb:Network";
    private const int LongestName = 255;

    public static IEnumerable<string> Check(NetworkSettings network) =>
    [
        .. Vpcs(network),
        .. network.Subnets.SelectMany(subnet => Subnet($"{Section}:Subnets:{subnet.Key}", subnet.Key, subnet.Value, network)),
        .. Overlaps(network),
        .. network.SecurityGroups.SelectMany(
            group => Group($"{Section}:SecurityGroups:{group.Key}", group.Key, group.Value, network)),
        .. network.Instances.SelectMany(
            instance => Instance($"{Section}:Instances:{instance.Key}", instance.Key, instance.Value, network)),
    ];

    private static IEnumerable<string> Vpcs(NetworkSettings network)
    {
        foreach (var (id, vpc) in network.Vpcs)
        {
            if (!ResourceIds.IsWellFormed(id, Vpc.Prefix))
            {
                yield return IdProblem($"{Section}:Vpcs", Vpc.Prefix, id);
            }

            if (vpc.Cidr.Length > 0 && !Blocks.TryParse(vpc.Cidr, out _))
            {
                yield return BlockProblem($"{Section}:Vpcs:{id}:Cidr", vpc.Cidr);
            }
        }

        if (network.Vpcs.Count(vpc => vpc.Value.Default) > 1)
        {
            yield return $"{Section}:Vpcs takes one VPC with Default true, not several";
        }
    }

    private static IEnumerable<string> Subnet(string name, string id, SubnetSettings subnet, NetworkSettings network)
    {
        if (!ResourceIds.IsWellFormed(id, Networks.Subnet.Prefix))
        {
            yield return IdProblem($"{Section}:Subnets", Networks.Subnet.Prefix, id);
        }

        if (VpcProblem($"{name}:Vpc", subnet.Vpc, network) is { } problem)
        {
            yield return problem;
        }

        if (subnet.Zone.Length > 0 && !Zones.IsWellFormed(subnet.Zone))
        {
            yield return $"{name}:Zone takes a zone such as us-east-1a, or a letter, not '{subnet.Zone}'";
        }

        if (subnet.Cidr.Length == 0)
        {
            yield break;
        }

        if (!Blocks.TryParse(subnet.Cidr, out var block))
        {
            yield return BlockProblem($"{name}:Cidr", subnet.Cidr);
        }
        else if (VpcOf(subnet.Vpc, network) is { Cidr: var outer } && Blocks.TryParse(outer, out var whole)
            && !Blocks.Contains(whole, block))
        {
            yield return $"{name}:Cidr takes a block of its VPC's {outer}, not '{subnet.Cidr}'";
        }
    }

    private static IEnumerable<string> Overlaps(NetworkSettings network)
    {
        var blocks = network.Subnets
            .Where(subnet => Blocks.TryParse(subnet.Value.Cidr, out _))
            .Select(subnet => (subnet.Key, subnet.Value.Vpc, Block: IPNetwork.Parse(subnet.Value.Cidr)))
            .ToArray();
        return
            from one in blocks
            from other in blocks
            where string.CompareOrdinal(one.Key, other.Key) < 0 && one.Vpc == other.Vpc
            where Blocks.Overlap(one.Block, other.Block)
            select $"{Section}:Subnets:{other.Key}:Cidr takes addresses of its own, not '{other.Block}', "
                + $"which {one.Key} has some of";
    }

    private static IEnumerable<string> Group(
        string name, string id, SecurityGroupSettings group, NetworkSettings network)
    {
        if (!ResourceIds.IsWellFormed(id, SecurityGroup.Prefix))
        {
            yield return IdProblem($"{Section}:SecurityGroups", SecurityGroup.Prefix, id);
        }

        if (VpcProblem($"{name}:Vpc", group.Vpc, network) is { } problem)
        {
            yield return problem;
        }

        if (group.Name.Length is 0 or > LongestName || group.Name.StartsWith("sg-", StringComparison.Ordinal))
        {
            yield return $"{name}:Name takes 1 to {LongestName} characters that do not begin with sg-, not '{group.Name}'";
        }
        else if (network.SecurityGroups.Any(other => string.CompareOrdinal(other.Key, id) < 0
            && other.Value.Vpc == group.Vpc && other.Value.Name == group.Name))
        {
            yield return $"{name}:Name takes a name of its own in its VPC, not '{group.Name}' again";
        }
    }

    private static IEnumerable<string> Instance(
        string name, string id, InstanceSettings instance, NetworkSettings network)
    {
        if (!ResourceIds.IsWellFormed(id, Networks.Instance.Prefix))
        {
            yield return IdProblem($"{Section}:Instances", Networks.Instance.Prefix, id);
        }

        if (TargetIds.ProblemWith(instance.Address, TargetType.Ip, addressType: null) is not null)
        {
            yield return $"{name}:Address takes an IP address or a host name, not '{instance.Address}'";
        }

        if (instance.Subnet.Length > 0 && !network.Subnets.ContainsKey(instance.Subnet))
        {
            yield return $"{name}:Subnet takes the id of one of {Section}:Subnets, not '{instance.Subnet}'";
        }
    }

    private static string? VpcProblem(string name, string vpc, NetworkSettings network) => vpc.Length switch
    {
        0 when network.Vpcs.Count > 1 => $"{name} cannot be left out where there are several VPCs",
        > 0 when !network.Vpcs.ContainsKey(vpc) => $"{name} takes the id of one of {Section}:Vpcs, not '{vpc}'",
        _ => null,
    };

    private static VpcSettings? VpcOf(string vpc, NetworkSettings network) =>
        vpc.Length > 0 ? network.Vpcs.GetValueOrDefault(vpc)
        : network.Vpcs.Count == 1 ? network.Vpcs.Single().Value : null;

    private static string IdProblem(string name, string prefix, string id) =>
        $"{name} takes ids such as {prefix}-0123456789abcdef0 or {prefix}-0a1b2c3d, not '{id}'";

    private static string BlockProblem(string name, string cidr) =>
        $"{name} takes a block such as 10.0.0.0/16, of /{Blocks.ShortestPrefix} to /{Blocks.LongestPrefix}, not '{cidr}'";
}
