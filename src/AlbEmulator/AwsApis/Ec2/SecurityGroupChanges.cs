using System.Collections.Immutable;
using System.Globalization;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// Security groups that clients make, and what they let pass.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html"/>
/// </summary>
internal static class SecurityGroupChanges
{
    private const int MostGroups = 2500;
    private const int MostRules = 1000;

    public static QueryOutcome Create(Ec2Call call)
    {
        var parameters = call.Parameters;
        if (parameters.Text("GroupName") is not { } name)
        {
            return Ec2Errors.Missing("groupName");
        }

        if (parameters.Text("GroupDescription") is not { } description)
        {
            return Ec2Errors.Missing("groupDescription");
        }

        if (!SecurityGroupText.IsDescription(name) || !SecurityGroupText.IsDescription(description))
        {
            return SecurityGroupText.Problem("Invalid name or description of a security group.");
        }

        if (name.StartsWith("sg-", StringComparison.Ordinal))
        {
            return Ec2Errors.InvalidValue(
                $"Value ({Quoted.Plain(name)}) for parameter groupName is invalid. Group names may not be in the format sg-*");
        }

        var (vpc, noVpc) = parameters.Text("VpcId") is { } id ? call.FindVpc(id)
            : call.Network.MainVpc.IsDefault ? (call.Network.MainVpc, null)
            : (null, new("VPCIdNotSpecified", "No default VPC for this user"));
        var (tags, wrongTags) = Ec2Tags.OfSpecification(parameters, "security-group");
        return (noVpc ?? wrongTags) is { } error ? error : call.Change((records, network) =>
            Added(records, network, vpc!, name, description, tags));
    }

    public static Task<QueryOutcome> DeleteAsync(Ec2Call call)
    {
        var asked = call.Parameters.Text("GroupId");
        var name = call.Parameters.Text("GroupName");
        if (asked is null && name is null)
        {
            return Task.FromResult<QueryOutcome>(
                new QueryError("MissingParameter", "The request must contain the parameter GroupName or GroupId"));
        }

        // No load balancer may come to use it meanwhile.
        return call.LoadBalancers.HoldAsync((view, old) => Task.FromResult(old is not null ? Ec2Errors.NotKept(old) : call.Change((records, network) =>
        {
            var id = asked
                ?? network.SecurityGroups.FirstOrDefault(group => SecurityGroupActions.IsNamed(group, name!, network))?.Id
                ?? name!;
            var (group, missing) = SecurityGroupActions.Find(network, id);
            if (missing is not null)
            {
                return (records, missing);
            }

            if (network.IsSaid(group!) || ResourceIds.IsForeign(group!.Id, SecurityGroup.Prefix))
            {
                return (records, new QueryError(
                    "CannotDelete",
                    $"the specified group: \"{group!.Id}\" name: \"{group.Name}\" cannot be deleted by a user: it stands in "
                        + "Alb:Network or is there by convention"));
            }

            if (network.ChangedGroups.Any(other => other.Id != id && other.Rules.Any(rule => rule.Peer == id)) ||
                view.State.LoadBalancers.Concat(call.LoadBalancers.Kept.LoadBalancers).Any(loadBalancer => loadBalancer.SecurityGroups.Contains(id)))
            {
                return (records, Ec2Errors.InUse(id));
            }

            var left = records with
            {
                Groups = records.Groups.Remove(id),
                Tags = records.Tags.RemoveRange([id, .. group.Rules.Select(rule => rule.Id)]),
            };
            return (left, QueryOutcome.Of(xml =>
            {
                xml.Flag("return", true);
                xml.Text("groupId", id);
            }));
        })));
    }

    public static QueryOutcome Authorize(Ec2Call call, bool isEgress)
    {
        var (tags, wrongTags) = Ec2Tags.OfSpecification(call.Parameters, "security-group-rule");
        return wrongTags is not null ? wrongTags : ChangeGroup(call, (records, network, group) =>
        {
            var (rules, error) = new PermissionReader(network, isEgress).Read(call.Parameters);
            if (error is not null)
            {
                return (records, error);
            }

            var all = group.Rules;
            foreach (var rule in rules)
            {
                if (all.Any(rule.IsSameAs))
                {
                    return (records, Duplicate(rule));
                }

                all = all.Add(rule.Of(group.Id, all));
            }

            if (all.Count(rule => rule.IsEgress == isEgress) > MostRules)
            {
                return (records, new QueryError(
                    "RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached."));
            }

            var added = all[group.Rules.Length..];
            var next = records with
            {
                Groups = records.Groups.SetItem(group.Id, group with { Rules = all }),
                Tags = tags.IsEmpty ? records.Tags
                    : records.Tags.SetItems(added.Select(rule => KeyValuePair.Create(rule.Id, tags))),
            };
            var now = call.At(next);
            return (next, QueryOutcome.Of(xml =>
            {
                xml.Flag("return", true);
                xml.List("securityGroupRuleSet", added, (item, rule) => SecurityGroupXml.Write(item, rule, group.Id, now), "item");
            }));
        });
    }

    public static QueryOutcome Revoke(Ec2Call call, bool isEgress) => ChangeGroup(call, (records, network, group) =>
    {
        var ids = call.Parameters.Texts("SecurityGroupRuleId");
        var (rules, error) = ids.Count > 0 ? ([], null) : new PermissionReader(network, isEgress).Read(call.Parameters);
        if (error is not null)
        {
            return (records, error);
        }

        bool IsMeant(SecurityGroupRule one) => one.IsEgress == isEgress && (ids.Contains(one.Id) || rules.Any(one.IsSameAs));
        if (ids.FirstOrDefault(id => !group.Rules.Any(one => one.Id == id && one.IsEgress == isEgress)) is { } missing)
        {
            return (records, Ec2Errors.NoRule(missing));
        }

        var unknown = rules.Where(rule => !group.Rules.Any(rule.IsSameAs)).ToArray();
        // In a default VPC they are told and no error.
        if (unknown.Length > 0 && network.FindVpc(group.VpcId) is not { IsDefault: true })
        {
            return (records, new QueryError(
                "InvalidPermission.NotFound", "The specified rule does not exist in this security group."));
        }

        var revoked = group.Rules.Where(IsMeant).ToArray();
        var next = revoked.Length == 0 ? records : records with
        {
            Groups = records.Groups.SetItem(group.Id, group with { Rules = group.Rules.RemoveRange(revoked) }),
            Tags = records.Tags.RemoveRange(revoked.Select(rule => rule.Id)),
        };
        return (next, QueryOutcome.Of(xml =>
        {
            xml.Flag("return", true);
            xml.List("revokedSecurityGroupRuleSet", revoked, (item, rule) => Revoked(item, rule, group.Id), "item");
            SecurityGroupXml.Permissions(xml, "unknownIpPermissionSet", unknown, network);
        }));
    });

    /// <summary>The group that a call names, by id or by its name in the default VPC, and what becomes of it.</summary>
    public static QueryOutcome ChangeGroup(
        Ec2Call call, Func<NetworkRecords, Network, SecurityGroup, (NetworkRecords, QueryOutcome)> change)
    {
        if ((call.Parameters.Text("GroupId") ?? call.Parameters.Text("GroupName")) is not { } asked)
        {
            return new QueryError("MissingParameter", "The request must contain the parameter groupName or groupId");
        }

        return call.Change((records, network) =>
        {
            var id = call.Parameters.Text("GroupId")
                ?? network.SecurityGroups.FirstOrDefault(group => SecurityGroupActions.IsNamed(group, asked, network))?.Id;
            var (group, error) = id is null ? (null, Ec2Errors.NoGroup(asked)) : SecurityGroupActions.Find(network, id);
            return error is not null ? (records, error) : change(records, network, group!);
        });
    }

    public static QueryError Duplicate(SecurityGroupRule rule)
    {
        var ports = rule.FromPort is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $", from port: {rule.FromPort}, to port: {rule.ToPort}");
        var protocol = rule.Protocol == SecurityGroupRule.AllProtocols ? "ALL" : rule.Protocol.ToUpperInvariant();
        return new(
            "InvalidPermission.Duplicate",
            $"the specified rule \"peer: {rule.Peer}, {protocol}{ports}, ALLOW\" already exists");
    }

    private static (NetworkRecords, QueryOutcome) Added(
        NetworkRecords records,
        Network network,
        Vpc vpc,
        string name,
        string description,
        ImmutableSortedDictionary<string, string> tags)
    {
        if (network.GroupsOf([vpc]).Any(other => other.Name == name))
        {
            return (records, new QueryError(
                "InvalidGroup.Duplicate", $"The security group '{name}' already exists for VPC '{vpc.Id}'"));
        }

        if (records.Groups.Count >= MostGroups)
        {
            return (records, new QueryError(
                "SecurityGroupLimitExceeded", $"The maximum number of security groups for VPC '{vpc.Id}' has been reached."));
        }

        var id = ResourceIds.Derived(SecurityGroup.Prefix, network.Account, network.Region, vpc.Id, name);
        var group = new SecurityGroup(id, vpc.Id, name, description)
        {
            Account = network.Account,
            Region = network.Region,
            Rules = [SecurityGroupRule.EverythingMayLeave(id)],
        };
        var next = records with
        {
            Groups = records.Groups.SetItem(id, group),
            Tags = tags.IsEmpty ? records.Tags : records.Tags.SetItem(id, tags),
        };
        return (next, QueryOutcome.Of(xml =>
        {
            xml.Flag("return", true);
            xml.Text("groupId", id);
            xml.Text("securityGroupArn", SecurityGroupXml.ArnOf(id, network));
            xml.Tags(tags);
        }));
    }

    private static void Revoked(QueryXml xml, SecurityGroupRule rule, string groupId)
    {
        xml.Text("securityGroupRuleId", rule.Id);
        xml.Text("groupId", groupId);
        xml.Flag("isEgress", rule.IsEgress);
        xml.Text("ipProtocol", rule.Protocol);
        xml.Number("fromPort", rule.FromPort ?? -1);
        xml.Number("toPort", rule.ToPort ?? -1);
        xml.Text("cidrIpv4", rule.PeerKind == PeerKind.Ipv4 ? rule.Peer : null);
        xml.Text("cidrIpv6", rule.PeerKind == PeerKind.Ipv6 ? rule.Peer : null);
        xml.Text("prefixListId", rule.PeerKind == PeerKind.PrefixList ? rule.Peer : null);
        xml.Text("referencedGroupId", rule.PeerKind == PeerKind.Group ? rule.Peer : null);
        xml.Text("description", rule.Description);
    }
}
