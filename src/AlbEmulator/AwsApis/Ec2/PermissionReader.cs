using System.Globalization;
using System.Net.Sockets;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// From the permissions of a call to the rules that they stand for: one for each peer.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html"/>
/// </summary>
internal sealed class PermissionReader(Network network, bool isEgress)
{
    private const int MostPort = 65535;
    private const int MostIcmp = 255;
    private const int MostProtocol = 255;

    private static readonly string[] PermissionParts =
        ["IpProtocol", "FromPort", "ToPort", "IpRanges", "Ipv6Ranges", "PrefixListIds", "Groups"];

    private readonly List<SecurityGroupRule> _rules = [];
    private QueryError? _error;

    /// <summary>Parameters that a rule may also be written in when there is one.</summary>
    public static string[] Flat { get; } = ["IpProtocol", "FromPort", "ToPort", "CidrIp"];

    /// <summary>The rules of <c>IpPermissions</c>, or the one that is written without.</summary>
    public (IReadOnlyList<SecurityGroupRule> Rules, QueryError? Error) Read(QueryValue parameters)
    {
        foreach (var permission in parameters.Items("IpPermissions"))
        {
            ReadPermission(permission);
        }

        if (Flat.Any(name => parameters.Text(name) is not null))
        {
            Add(parameters, PeerKind.Ipv4, parameters.Text("CidrIp"), description: null);
        }

        return _error is null && _rules.Count == 0
            ? ([], Ec2Errors.Missing("ipPermissions"))
            : (_rules, _error);
    }

    /// <summary>
    /// One rule with its one peer, as ModifySecurityGroupRules has it.
    /// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRuleRequest.html"/>
    /// </summary>
    public (SecurityGroupRule? Rule, QueryError? Error) ReadOne(QueryValue rule)
    {
        (string Name, PeerKind Kind)[] peers =
        [
            ("CidrIpv4", PeerKind.Ipv4),
            ("CidrIpv6", PeerKind.Ipv6),
            ("PrefixListId", PeerKind.PrefixList),
            ("ReferencedGroupId", PeerKind.Group),
        ];
        CheckParts(rule, ["IpProtocol", "FromPort", "ToPort", "Description", .. peers.Select(peer => peer.Name)]);
        var given = peers.Where(peer => rule.Text(peer.Name) is not null).ToArray();
        if (given is not [var (name, kind)])
        {
            return (null, new("InvalidParameterCombination", "A rule has one of CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId"));
        }

        Add(rule, kind, rule.Text(name), rule.Text("Description"));
        return (_rules.FirstOrDefault(), _error);
    }

    private void ReadPermission(QueryValue permission)
    {
        CheckParts(permission, PermissionParts);
        Peers(permission, "IpRanges", "CidrIp", PeerKind.Ipv4);
        Peers(permission, "Ipv6Ranges", "CidrIpv6", PeerKind.Ipv6);
        Peers(permission, "PrefixListIds", "PrefixListId", PeerKind.PrefixList);
        foreach (var item in permission.Items("Groups"))
        {
            CheckParts(item, ["GroupId", "GroupName", "UserId", "Description", "VpcId"]);
            if (item.Text("UserId") is { } account && account != network.Account)
            {
                _error ??= Ec2Errors.InvalidValue($"There are no security groups of the account {Quoted.Text(account)} here");
            }

            var named = item.Text("GroupName") is { } name
                ? network.SecurityGroups.FirstOrDefault(group => SecurityGroupActions.IsNamed(group, name, network))?.Id ?? name
                : null;
            Add(permission, PeerKind.Group, item.Text("GroupId") ?? named, item.Text("Description"));
        }
    }

    private void Peers(QueryValue permission, string list, string part, PeerKind kind)
    {
        foreach (var item in permission.Items(list))
        {
            CheckParts(item, [part, "Description"]);
            Add(permission, kind, item.Text(part), item.Text("Description"));
        }
    }

    private void CheckParts(QueryValue value, string[] parts)
    {
        if (value.Names.FirstOrDefault(name => !parts.Contains(name)) is { } unknown)
        {
            _error ??= new("UnknownParameter", $"The parameter {Quoted.Plain(unknown)} is not recognized");
        }
    }

    private void Add(QueryValue permission, PeerKind kind, string? peer, string? description)
    {
        if (_error is not null)
        {
            return;
        }

        if (peer is null)
        {
            _error = Ec2Errors.Missing("cidrIp");
            return;
        }

        var (protocol, from, to) = Ports(permission);
        var canonical = Peer(kind, peer);
        if (description is not null && !SecurityGroupText.IsDescription(description))
        {
            _error ??= SecurityGroupText.Problem("Invalid rule description.");
        }

        if (_error is null)
        {
            _rules.Add(new SecurityGroupRule(isEgress, protocol, from, to, kind, canonical)
            {
                Id = "",
                Description = description,
            });
        }
    }

    private string Peer(PeerKind kind, string peer)
    {
        switch (kind)
        {
            case PeerKind.Ipv4 or PeerKind.Ipv6:
                var family = kind == PeerKind.Ipv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
                if (Cidrs.TryParse(peer, out var block) is null && block.BaseAddress.AddressFamily == family)
                {
                    return block.ToString();
                }

                _error = Ec2Errors.InvalidValue($"CIDR block {Quoted.Plain(peer)} is malformed");
                return peer;
            case PeerKind.PrefixList:
                if (!ResourceIds.IsWellFormed(peer, "pl"))
                {
                    _error = Ec2Errors.Malformed("InvalidPrefixListId.Malformed", peer, "pl");
                }

                return peer;
            case PeerKind.Group:
                _error = SecurityGroupActions.Find(network, peer).Error;
                return peer;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private (string Protocol, int? From, int? To) Ports(QueryValue permission)
    {
        var protocol = ProtocolOf(permission.Text("IpProtocol"));
        return protocol switch
        {
            null => ("", null, null),
            "tcp" or "udp" => Range(permission, protocol, 0, MostPort),
            "icmp" or "icmpv6" => Range(permission, protocol, -1, MostIcmp),
            _ => (protocol, null, null),
        };
    }

    private (string Protocol, int? From, int? To) Range(QueryValue permission, string protocol, int least, int most)
    {
        int? Port(string name)
        {
            if (permission.Text(name) is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port)
                && port >= least && port <= most)
            {
                return port;
            }

            _error ??= Ec2Errors.InvalidValue(
                $"{name} of {protocol} must be a whole number from {least} to {most}, not {Quoted.Text(permission.Text(name) ?? "")}");
            return null;
        }

        var (from, to) = (Port("FromPort"), Port("ToPort"));
        if (least == 0 && from > to)
        {
            _error ??= Ec2Errors.InvalidValue($"Invalid {protocol.ToUpperInvariant()} port range: {from} to {to}");
        }

        return (protocol, from, to);
    }

    /// <summary>Four protocols have names; others are known by their numbers.</summary>
    private string? ProtocolOf(string? text)
    {
        switch (text?.ToLowerInvariant())
        {
            case null:
                _error ??= Ec2Errors.Missing("ipProtocol");
                return null;
            case "tcp" or "6":
                return "tcp";
            case "udp" or "17":
                return "udp";
            case "icmp" or "1":
                return "icmp";
            case "icmpv6" or "58":
                return "icmpv6";
            case "-1" or "all":
                return SecurityGroupRule.AllProtocols;
            case var number when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                && value <= MostProtocol:
                return value.ToString(CultureInfo.InvariantCulture);
            default:
                _error ??= Ec2Errors.InvalidValue($"Invalid value '{Quoted.Plain(text)}' for IP protocol. Unknown protocol.");
                return null;
        }
    }
}
