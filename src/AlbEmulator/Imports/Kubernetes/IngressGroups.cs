using System.Globalization;
using System.Text.RegularExpressions;
using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// Which Ingresses are one load balancer, and in which order.
/// <see href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ingressgroup"/>
/// </summary>
internal static partial class IngressGroups
{
    private const string Name = "group.name";
    private const string Order = "group.order";
    private const int Furthest = 1000;
    private const int LongestName = 63;

    public static IReadOnlyList<IngressGroup> Of(IEnumerable<IngressMember> members, Import import)
    {
        var named = members.Select(member => (Member: member, Group: GroupOf(member, import), Order: OrderOf(member)))
            .Where(item => item.Group is not null)
            .ToList();
        return
        [
            .. named.GroupBy(item => (item.Group!.Value.Id, item.Group.Value.IsNamed)).Select(group => new IngressGroup(
                group.Key.Id,
                group.Key.IsNamed,
                [
                    .. group.OrderBy(item => item.Order ?? 0).ThenBy(item => item.Member.Ingress.Id, StringComparer.Ordinal).Select(item => item.Member),
                ],
                group.All(item => item.Order is not null))),
        ];
    }

    /// <summary>Null where the name of the group is none: the Ingress is in no group, which a note tells.</summary>
    private static (string Id, bool IsNamed)? GroupOf(IngressMember member, Import import)
    {
        var ofClass = member.OfClass("group").Find("name");
        if ((ofClass as Node.Scalar ?? member.Annotations.Text(Name)) is not { } name)
        {
            return (member.Ingress.Id, false);
        }

        if (name.Text.Length <= LongestName && GroupName().IsMatch(name.Text))
        {
            return (name.Text, true);
        }

        import.Note(
            name.Origin,
            $"{member.Ingress.Words} is left out: {Annotations.Prefix}{Name} must be 1 to {LongestName} lower-case letters, digits, hyphens and dots, and begin and end with a letter or a digit");
        return null;
    }

    /// <summary>Null where it is no order, which was told.</summary>
    private static int? OrderOf(IngressMember member)
    {
        if (member.Annotations.PlaceOf(Order) is not { } place)
        {
            return 0;
        }

        if (member.Annotations.Integer(Order, example: "10") is not { } order)
        {
            return null;
        }

        var number = int.Parse(order.Text, CultureInfo.InvariantCulture);
        if (number is >= -Furthest and <= Furthest)
        {
            return number;
        }

        member.Annotations.Tell(Order, place, $"is {number}: write a number from -{Furthest} to {Furthest}");
        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9.-]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex GroupName();
}
