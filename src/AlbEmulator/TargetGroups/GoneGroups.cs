using System.Collections.Concurrent;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// Target groups that are gone, by their ARN: one, but where another of that ARN took its place and left as well. What is
/// done with a group costs the same however many leave with it.
/// </summary>
internal sealed class GoneGroups
{
    private readonly ConcurrentDictionary<string, GroupTargets[]> _byArn = new(StringComparer.Ordinal);

    /// <summary>All of them now.</summary>
    public IEnumerable<GroupTargets> All => _byArn.Values.SelectMany(static groups => groups);

    /// <summary>Those of an ARN now; never changed.</summary>
    public GroupTargets[] Of(string arn) => _byArn.GetValueOrDefault(arn, []);

    public void Add(GroupTargets group) =>
        _byArn.AddOrUpdate(group.TargetGroup.Arn, static (_, group) => [group], static (_, others, group) => [.. others, group], group);

    /// <summary>It has drained, or is back.</summary>
    public void Remove(GroupTargets group)
    {
        var arn = group.TargetGroup.Arn;
        if (_byArn.AddOrUpdate(arn, [], (_, all) => Array.FindAll(all, other => other != group)) is [] and var none)
        {
            // Unless another has come meanwhile.
            _byArn.TryRemove(new(arn, none));
        }
    }
}
