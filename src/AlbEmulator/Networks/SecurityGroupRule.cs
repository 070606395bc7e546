using System.Globalization;

namespace AlbEmulator.Networks;

/// <summary>
/// What a rule of a security group lets pass.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html"/>
/// </summary>
/// <param name="IsEgress">Whether it is about what leaves.</param>
/// <param name="Protocol">tcp, udp, icmp, icmpv6, another protocol's number, or <c>-1</c> for all.</param>
/// <param name="FromPort">Null where the protocol has none.</param>
/// <param name="ToPort">As <paramref name="FromPort"/>.</param>
/// <param name="PeerKind">What the peer is.</param>
/// <param name="Peer">A block of addresses, a prefix list, or a security group.</param>
internal sealed record SecurityGroupRule(
    bool IsEgress, string Protocol, int? FromPort, int? ToPort, PeerKind PeerKind, string Peer)
{
    public const string Prefix = "sgr";
    public const string AllProtocols = "-1";

    public required string Id { get; init; }

    public string? Description { get; init; }

    /// <summary>The rule that a new group has: everything may leave.</summary>
    public static SecurityGroupRule EverythingMayLeave(string groupId) =>
        new SecurityGroupRule(true, AllProtocols, null, null, PeerKind.Ipv4, "0.0.0.0/0") { Id = "" }.Of(groupId, []);

    /// <summary>The same rule with an id of its own among the rules of a group.</summary>
    public SecurityGroupRule Of(string groupId, IReadOnlyCollection<SecurityGroupRule> others)
    {
        var direction = IsEgress ? "egress" : "ingress";
        for (var attempt = 0; ; attempt++)
        {
            // A rule that was modified kept the id of what it let pass before.
            var id = ResourceIds.Derived(
                Prefix, groupId, direction, Protocol, Text(FromPort), Text(ToPort), Peer, attempt == 0 ? "" : Text(attempt));
            if (others.All(rule => rule.Id != id))
            {
                return this with { Id = id };
            }
        }
    }

    /// <summary>Whether both let the same pass, whatever is said about it.</summary>
    public bool IsSameAs(SecurityGroupRule other) =>
        (IsEgress, Protocol, FromPort, ToPort, PeerKind, Peer)
        == (other.IsEgress, other.Protocol, other.FromPort, other.ToPort, other.PeerKind, other.Peer);

    private static string Text(int? port) => port?.ToString(CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Whom a rule of a security group speaks of.</summary>
internal enum PeerKind
{
    Ipv4,
    Ipv6,
    PrefixList,
    Group,
}
