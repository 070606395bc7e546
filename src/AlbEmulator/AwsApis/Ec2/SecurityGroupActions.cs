using System.Globalization;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// DescribeSecurityGroups and DescribeSecurityGroupRules.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html"/>
/// </summary>
internal static class SecurityGroupActions
{
    public static QueryOutcome Describe(Ec2Call call)
    {
        var network = call.Network;
        var groups = network.GroupsOf(call.Vpcs("vpc-id")).ToArray();
        var names = call.Parameters.Texts("GroupName");
        if (names.FirstOrDefault(name => !groups.Any(group => IsNamed(group, name, network))) is { } unknown)
        {
            return Ec2Errors.NoGroup(unknown);
        }

        return new Ec2Resource<SecurityGroup>
        {
            Set = "securityGroupInfo",
            IdParameter = "GroupId",
            IdFilter = "group-id",
            Id = group => group.Id,
            Find = id => Find(network, id),
            All = groups.Where(group => names.Count == 0 || names.Any(name => IsNamed(group, name, network))),
            Filters = FiltersOf(network),
            Write = (xml, group) => SecurityGroupXml.Write(xml, group, network),
        }.Describe(call);
    }

    public static QueryOutcome DescribeRules(Ec2Call call)
    {
        var network = call.Network;
        var rules = RulesOf(call, network);
        return new Ec2Resource<RuleOfGroup>
        {
            Set = "securityGroupRuleSet",
            IdParameter = "SecurityGroupRuleId",
            IdFilter = "security-group-rule-id",
            Id = one => one.Rule.Id,
            Find = id => !ResourceIds.IsWellFormed(id, SecurityGroupRule.Prefix)
                ? (null, Ec2Errors.Malformed("InvalidSecurityGroupRuleId.Malformed", id, SecurityGroupRule.Prefix))
                : rules.FirstOrDefault(one => one.Rule.Id == id) is { } found ? (found, null)
                : (null, Ec2Errors.NoRule(id)),
            All = rules,
            Filters = new Dictionary<string, Func<RuleOfGroup, IEnumerable<string>>>
            {
                ["group-id"] = one => [one.Group.Id],
            },
            Write = (xml, one) => SecurityGroupXml.Write(xml, one.Rule, one.Group.Id, network),
        }.Describe(call);
    }

    /// <summary>All rules. Groups that are there by convention only are known where their ids are named.</summary>
    public static IReadOnlyList<RuleOfGroup> RulesOf(Ec2Call call, Network network)
    {
        var named = Ec2Filter.ValuesOf(call.Parameters, "group-id").Select(network.FindSecurityGroup).OfType<SecurityGroup>();
        return
        [
            .. network.GroupsOf(network.KnownVpcs).Concat(named).Concat(network.ChangedGroups).DistinctBy(group => group.Id)
                .SelectMany(group => group.Rules.Select(rule => new RuleOfGroup(group, rule))),
        ];
    }

    /// <summary>A group that a call is about, also if it is there by convention only.</summary>
    public static (SecurityGroup? Found, QueryError? Error) Find(Network network, string id) =>
        !ResourceIds.IsWellFormed(id, SecurityGroup.Prefix)
            ? (null, Ec2Errors.Malformed("InvalidGroupId.Malformed", id, SecurityGroup.Prefix))
        : network.FindSecurityGroup(id) is { } group ? (group, null)
        : (null, Ec2Errors.NoGroup(id));

    /// <summary>Names without a VPC are those of the main one.</summary>
    public static bool IsNamed(SecurityGroup group, string name, Network network) =>
        group.Name == name && group.VpcId == network.MainVpc.Id;

    private static Dictionary<string, Func<SecurityGroup, IEnumerable<string>>> FiltersOf(Network network)
    {
        var filters = new Dictionary<string, Func<SecurityGroup, IEnumerable<string>>>
        {
            ["description"] = group => [group.Description],
            ["group-name"] = group => [group.Name],
            ["owner-id"] = _ => [network.Account],
            ["vpc-id"] = group => [group.VpcId],
        };
        foreach (var (prefix, isEgress) in new[] { ("ip-permission", false), ("egress.ip-permission", true) })
        {
            void Add(string name, Func<SecurityGroupRule, string?> value) => filters.Add(
                $"{prefix}.{name}",
                group => group.Rules.Where(rule => rule.IsEgress == isEgress).Select(value).OfType<string>());

            Add("cidr", rule => PeerOf(rule, PeerKind.Ipv4));
            Add("from-port", rule => rule.FromPort?.ToString(CultureInfo.InvariantCulture));
            Add("group-id", rule => PeerOf(rule, PeerKind.Group));
            Add("ipv6-cidr", rule => PeerOf(rule, PeerKind.Ipv6));
            Add("prefix-list-id", rule => PeerOf(rule, PeerKind.PrefixList));
            Add("protocol", rule => rule.Protocol);
            Add("to-port", rule => rule.ToPort?.ToString(CultureInfo.InvariantCulture));
            Add("user-id", rule => rule.PeerKind == PeerKind.Group ? network.Account : null);
        }

        return filters;
    }

    private static string? PeerOf(SecurityGroupRule rule, PeerKind kind) => rule.PeerKind == kind ? rule.Peer : null;

    internal sealed record RuleOfGroup(SecurityGroup Group, SecurityGroupRule Rule);
}
