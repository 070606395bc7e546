using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What the Ingresses of a group say together of their one load balancer.</summary>
internal static class GroupSettings
{
    /// <summary>A setting of which the group has one: those that say it must agree. Null where none does.</summary>
    /// <param name="members">The group.</param>
    /// <param name="name">The annotation, for words.</param>
    /// <param name="of">What a member says; null for nothing.</param>
    /// <param name="isSame">Whether two say the same; by their texts unless told.</param>
    public static T? One<T>(IReadOnlyList<IngressMember> members, string name, Func<IngressMember, T?> of, Func<T, T, bool>? isSame = null)
        where T : Node
    {
        (IngressMember Member, T Value)? first = null;
        foreach (var member in members)
        {
            if (of(member) is not { } value)
            {
                continue;
            }

            if (first is not { } said)
            {
                first = (member, value);
            }
            else if (!(isSame?.Invoke(said.Value, value) ?? NodeValues.AreSame(said.Value, value)))
            {
                member.Annotations.Tell(name, value.Origin, $"of {member.Ingress.Words} is not what {said.Member.Ingress.Words} of the same group says: write the same");
            }
        }

        return first?.Value;
    }

    /// <summary>
    /// Settings by key, of which each member may say some: those that say the same key must agree, unless the class of the first
    /// member says it.
    /// </summary>
    public static IReadOnlyList<Entry> Merged(
        IReadOnlyList<IngressMember> members, string name, Func<IngressMember, IEnumerable<Entry>?> ofClass)
    {
        var merged = (ofClass(members[0]) ?? []).ToList();
        var said = new Dictionary<string, IngressMember>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            foreach (var entry in member.Annotations.Map(name) ?? [])
            {
                if (merged.Find(other => other.Name == entry.Name) is not { Value: not null } before)
                {
                    merged.Add(entry);
                    said.Add(entry.Name, member);
                }
                else if (said.TryGetValue(entry.Name, out var first) && !NodeValues.AreSame(before.Value, entry.Value))
                {
                    member.Annotations.Tell(
                        name, entry.Origin, $"of {member.Ingress.Words} has another {Quoted.Plain(entry.Name)} than {first.Ingress.Words} of the same group: write the same");
                }
            }
        }

        return merged;
    }
}
