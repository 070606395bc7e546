namespace AlbEmulator.TargetGroups;

/// <summary>
/// Target groups that are gone, by their ARN: one, but where another of that ARN took its place and left as well. What is
/// done with a group costs the same however many leave with it.
/// </summary>
internal sealed class GoneGroups
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, GroupTargets[]> _byArn = new(StringComparer.Ordinal);

    /// <summary>All of them now.</summary>
    public IReadOnlyList<GroupTargets> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _byArn.Values.SelectMany(groups => groups)];
            }
        }
    }

    /// <summary>Those of an ARN now; never changed.</summary>
    public GroupTargets[] Of(string arn)
    {
        lock (_lock)
        {
            return _byArn.GetValueOrDefault(arn, []);
        }
    }

    public void Add(GroupTargets group)
    {
        lock (_lock)
        {
            _byArn[group.TargetGroup.Arn] = [.. Of(group.TargetGroup.Arn), group];
        }
    }

    /// <summary>It has drained, or is back.</summary>
    public void Remove(GroupTargets group)
    {
        lock (_lock)
        {
            var others = Array.FindAll(Of(group.TargetGroup.Arn), other => other != group);
            if (others.Length > 0)
            {
                _byArn[group.TargetGroup.Arn] = others;
            }
            else
            {
                _byArn.Remove(group.TargetGroup.Arn);
            }
        }
    }
}
