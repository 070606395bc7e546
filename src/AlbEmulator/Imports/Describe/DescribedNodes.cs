using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Describe;

/// <summary>What AWS answers as what one would write: it says some things twice, and others that say nothing.</summary>
internal static class DescribedNodes
{
    /// <summary>What only answers have, or has an effect only inside AWS.</summary>
    private static readonly HashSet<string> Answered =
    [
        "LoadBalancerArn", "DNSName", "CanonicalHostedZoneId", "CreatedTime", "VpcId", "State", "AvailabilityZones",
        "SecurityGroups", "CustomerOwnedIpv4Pool", "IpamPools", "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
        "ListenerArn", "RuleArn", "IsDefault", "TargetGroupArn", "LoadBalancerArns", "TrustStoreArn", "Status",
        "NumberOfCaCertificates", "TotalRevokedEntries",
    ];

    /// <summary>The properties of a thing.</summary>
    public static List<Entry> Properties(Node thing)
    {
        var entries = new List<Entry>();
        foreach (var entry in thing is Node.Mapping mapping ? mapping.Entries : [])
        {
            if (!Answered.Contains(entry.Name) && !IsEmpty(entry.Value) && !SaysNothing(entry))
            {
                var name = entry.Name is "LoadBalancerName" or "TargetGroupName" ? "Name" : entry.Name;
                entries.Add(new Entry(name, entry.Origin, Written(entry.Value)));
            }
        }

        return entries;
    }

    public static bool IsEmpty(Node node) => node is Node.Scalar { Kind: ScalarKind.Null } or Node.Sequence { Items: [] };

    private static bool SaysNothing(Entry entry) => entry.Name switch
    {
        "MutualAuthentication" => entry.Value.Find("Mode").TryText(out var mode) && mode == "off",
        "EnablePrefixForIpv6SourceNat" => entry.Value.TryText(out var text) && text == "off",
        _ => false,
    };

    private static Node Written(Node node) => node switch
    {
        Node.Mapping mapping => mapping with
        {
            Entries =
            [
                .. mapping.Entries
                    .Where(entry => !IsEmpty(entry.Value) && !IsTwice(entry, mapping))
                    .Select(entry => entry with { Value = Written(entry.Value) }),
            ],
        },
        Node.Sequence sequence => sequence with { Items = [.. sequence.Items.Select(Written)] },
        _ => node,
    };

    /// <summary>Whether a condition or an action says the same in its longer form.</summary>
    private static bool IsTwice(Entry entry, Node.Mapping mapping) => entry.Name switch
    {
        "Values" or "RegexValues" => mapping.Find("Field") is not null &&
            mapping.Entries.Any(other => other.Name.EndsWith("Config", StringComparison.Ordinal)),
        "TargetGroupArn" => mapping.Find("ForwardConfig") is not null,
        "TrustStoreAssociationStatus" => true,
        _ => false,
    };
}
