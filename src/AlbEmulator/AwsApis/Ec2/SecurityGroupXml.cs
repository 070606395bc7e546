using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>Security groups and their rules as XML: the rules each, or in permissions of the same protocol and ports.</summary>
internal static class SecurityGroupXml
{
    public static void Write(QueryXml xml, SecurityGroup group, Network network)
    {
        xml.Text("groupId", group.Id);
        xml.Text("groupName", group.Name);
        xml.Text("groupDescription", group.Description);
        xml.Text("ownerId", network.Account);
        xml.Text("vpcId", group.VpcId);
        xml.Text("securityGroupArn", ArnOf(group.Id, network));
        Permissions(xml, "ipPermissions", group.Rules.Where(rule => !rule.IsEgress), network);
        Permissions(xml, "ipPermissionsEgress", group.Rules.Where(rule => rule.IsEgress), network);
        xml.Tags(network, group.Id);
    }

    public static void Write(QueryXml xml, SecurityGroupRule rule, string groupId, Network network)
    {
        xml.Text("securityGroupRuleId", rule.Id);
        xml.Text("securityGroupRuleArn", network.Arn("security-group-rule", rule.Id));
        xml.Text("groupId", groupId);
        xml.Text("groupOwnerId", network.Account);
        xml.Flag("isEgress", rule.IsEgress);
        xml.Text("ipProtocol", rule.Protocol);
        xml.Number("fromPort", rule.FromPort ?? -1);
        xml.Number("toPort", rule.ToPort ?? -1);
        switch (rule.PeerKind)
        {
            case PeerKind.Ipv4:
                xml.Text("cidrIpv4", rule.Peer);
                break;
            case PeerKind.Ipv6:
                xml.Text("cidrIpv6", rule.Peer);
                break;
            case PeerKind.PrefixList:
                xml.Text("prefixListId", rule.Peer);
                break;
            case PeerKind.Group:
                xml.Element("referencedGroupInfo", referenced =>
                {
                    referenced.Text("groupId", rule.Peer);
                    referenced.Text("userId", network.Account);
                });
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        xml.Text("description", rule.Description);
        xml.Tags(network, rule.Id);
    }

    /// <summary>Rules of the same protocol and ports are one permission.</summary>
    public static void Permissions(QueryXml xml, string set, IEnumerable<SecurityGroupRule> rules, Network network) =>
        xml.List(set, rules.GroupBy(rule => (rule.Protocol, rule.FromPort, rule.ToPort)), (item, permission) =>
        {
            item.Text("ipProtocol", permission.Key.Protocol);
            item.Number("fromPort", permission.Key.FromPort);
            item.Number("toPort", permission.Key.ToPort);
            Peers(item, "groups", permission, PeerKind.Group, (peer, rule) =>
            {
                peer.Text("userId", network.Account);
                peer.Text("groupId", rule.Peer);
            });
            Peers(item, "ipRanges", permission, PeerKind.Ipv4, static (peer, rule) => peer.Text("cidrIp", rule.Peer));
            Peers(item, "ipv6Ranges", permission, PeerKind.Ipv6, static (peer, rule) => peer.Text("cidrIpv6", rule.Peer));
            Peers(item, "prefixListIds", permission, PeerKind.PrefixList, static (peer, rule) => peer.Text("prefixListId", rule.Peer));
        }, "item");

    public static string ArnOf(string groupId, Network network) => network.Arn("security-group", groupId);

    private static void Peers(
        QueryXml xml, string set, IEnumerable<SecurityGroupRule> rules, PeerKind kind, Action<QueryXml, SecurityGroupRule> write) =>
        xml.List(set, rules.Where(rule => rule.PeerKind == kind), (item, rule) =>
        {
            write(item, rule);
            item.Text("description", rule.Description);
        }, "item");
}
