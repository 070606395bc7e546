using System.Collections.Concurrent;
using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>The registered targets of every target group, kept from topology to topology.</summary>
internal sealed class TargetRegistry
{
    private readonly ConcurrentDictionary<string, GroupTargets> _groups = new();

    /// <summary>Every target group that there is.</summary>
    public IEnumerable<GroupTargets> Groups => _groups.Values;

    /// <param name="targetGroupArn">Of a group that was registered.</param>
    public GroupTargets Of(string targetGroupArn) => _groups[targetGroupArn];

    /// <summary>
    /// Before requests see a topology: takes up its target groups and targets, and lets go of none.
    /// </summary>
    /// <param name="topology">What will be in effect.</param>
    /// <param name="addressesOf">What the <c>Id</c> of a target stands for.</param>
    /// <param name="first">The health of a group's new targets.</param>
    public void Register(
        Topology topology, Func<string, IReadOnlyList<IPAddress>> addressesOf, Func<TargetGroup, TargetHealth> first)
    {
        foreach (var group in topology.TargetGroups)
        {
            var targets = _groups.AddOrUpdate(
                group.Arn,
                _ => new GroupTargets(group),
                // Targets that are spoken to otherwise are other targets.
                (_, before) => IsAlike(before.TargetGroup, group) ? before : new GroupTargets(group));
            targets.Register(group, TargetAddress.Of(group, addressesOf), first(group));
        }
    }

    /// <summary>Once requests see the topology: lets go of every target group and target that it does not have.</summary>
    public void Deregister(Topology topology)
    {
        var groups = topology.TargetGroups.Select(group => group.Arn).ToHashSet();
        foreach (var arn in _groups.Keys)
        {
            if (groups.Contains(arn))
            {
                _groups[arn].Deregister();
            }
            else
            {
                _groups.TryRemove(arn, out _);
            }
        }
    }

    private static bool IsAlike(TargetGroup one, TargetGroup other) =>
        one.Protocol == other.Protocol && one.ProtocolVersion == other.ProtocolVersion && one.TargetType == other.TargetType;
}
