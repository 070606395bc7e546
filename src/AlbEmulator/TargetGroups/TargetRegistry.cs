using System.Collections.Concurrent;
using System.Net;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.TargetGroups;

/// <summary>The registered targets of every target group, kept from topology to topology.</summary>
internal sealed class TargetRegistry : IDisposable
{
    private readonly ConcurrentDictionary<string, GroupTargets> _groups = new();

    /// <summary>Groups that are gone, or that others have taken the place of, while their targets drain.</summary>
    private readonly GoneGroups _gone = new();

    private readonly List<GroupTargets> _replaced = [];

    /// <summary>Groups that were registered anew, and may have targets to let go of.</summary>
    private readonly HashSet<GroupTargets> _changed = [];

    private readonly TimeProvider _time;
    private readonly Random _chance;
    private readonly TargetConnections _connections;
    private readonly ILogger<TargetRegistry> _log;
    private readonly ITimer _anomalies;

    /// <param name="time">The clock.</param>
    /// <param name="chance">By which requests are spread.</param>
    /// <param name="connections">Closed when their target has drained.</param>
    /// <param name="log">Where it is told that targets leave.</param>
    public TargetRegistry(
        TimeProvider time, Random chance, TargetConnections connections, ILogger<TargetRegistry> log)
    {
        _log = log;
        _time = time;
        _chance = chance;
        _connections = connections;
        _anomalies = new Unattended("The look for anomalies", log)
            .Timer(time, LookForAnomalies, AnomalyDetector.Interval, AnomalyDetector.Interval);
    }

    /// <summary>One of its own, as where nothing is forwarded.</summary>
    public TargetRegistry()
        : this(TimeProvider.System, Random.Shared, new TargetConnections(), NullLogger<TargetRegistry>.Instance)
    {
    }

    /// <summary>Every target group that there is.</summary>
    public IEnumerable<GroupTargets> Groups => _groups.Values;

    /// <summary>Target groups that are no more, but have targets that drain.</summary>
    public IEnumerable<GroupTargets> Gone => _gone.All;

    /// <param name="targetGroupArn">Of a group that was registered.</param>
    public GroupTargets Of(string targetGroupArn) => _groups[targetGroupArn];

    /// <summary>Of a group that may be gone.</summary>
    public GroupTargets? Find(string targetGroupArn) => _groups.GetValueOrDefault(targetGroupArn);

    /// <summary>No target is held any longer, whichever its group.</summary>
    public void Release()
    {
        foreach (var targets in _groups.Values)
        {
            targets.Release();
        }
    }

    /// <summary>Whether targets of a group, which may be gone, are draining.</summary>
    public bool IsDraining(string targetGroupArn) =>
        _gone.Of(targetGroupArn).Length > 0
        || (Find(targetGroupArn) is { } group && group.Described.Count > group.Registered.Count);

    /// <summary>
    /// Before requests see a topology: takes up its target groups and targets, and lets go of none.
    /// </summary>
    /// <param name="topology">What will be in effect.</param>
    /// <param name="addressesOf">What the <c>Id</c> of a target stands for.</param>
    /// <param name="first">The health of a group's new targets.</param>
    public void Register(
        Topology topology,
        Func<string, TargetGroupAddressType, IReadOnlyList<IPAddress>> addressesOf,
        Func<TargetGroup, TargetHealth> first)
    {
        foreach (var group in topology.TargetGroups)
        {
            var targets = TargetsOf(group);
            if (!IsRegistered(group, targets))
            {
                _changed.Add(targets);
                targets.Register(group, TargetAddress.Of(group, addressesOf), first(group));
            }
        }
    }

    /// <summary>Once requests see the topology: lets go of every target group and target that it does not have.</summary>
    public void Deregister(Topology topology)
    {
        foreach (var targets in _changed)
        {
            targets.Deregister();
        }

        _changed.Clear();
        // Those of the topology are all among them.
        if (_groups.Count > topology.TargetGroups.Count)
        {
            var groups = topology.TargetGroups.Select(group => group.Arn).ToHashSet(StringComparer.Ordinal);
            foreach (var (arn, targets) in _groups.Where(group => !groups.Contains(group.Key)).ToArray())
            {
                _groups.TryRemove(arn, out _);
                LetGo(targets);
            }
        }

        _replaced.ForEach(LetGo);
        _replaced.Clear();
    }

    public void Dispose()
    {
        _anomalies.Dispose();
        foreach (var targets in _groups.Values.Concat(_gone.All))
        {
            targets.Stop();
        }
    }

    /// <summary>Whether nothing would change. The addresses of a host name may be others at any time.</summary>
    private static bool IsRegistered(TargetGroup group, GroupTargets targets) =>
        ReferenceEquals(targets.TargetGroup, group)
        && targets.Registered.Count == group.Targets.Count
        && (group.TargetType == TargetType.Lambda
            || group.Targets.All(static target => target.IsEcho || Addresses.TryParse(target.Id, out _)));

    private static bool IsAlike(TargetGroup one, TargetGroup other) =>
        one.Protocol == other.Protocol && one.ProtocolVersion == other.ProtocolVersion && one.TargetType == other.TargetType;

    private GroupTargets TargetsOf(TargetGroup group)
    {
        if (_groups.TryGetValue(group.Arn, out var known))
        {
            if (IsAlike(known.TargetGroup, group))
            {
                return known;
            }

            // Targets that are spoken to otherwise are other targets.
            _replaced.Add(known);
        }

        // A group that comes back before its targets have drained has them still.
        var back = Array.Find(_gone.Of(group.Arn), gone => IsAlike(gone.TargetGroup, group));
        if (back is not null)
        {
            _gone.Remove(back);
        }

        return _groups[group.Arn] = back ?? new GroupTargets(group, _time, _chance, Drained, _log);
    }

    private void LetGo(GroupTargets targets)
    {
        _gone.Add(targets);
        targets.DeregisterAll();
        Forget(targets);
    }

    private void Drained(GroupTargets targets, RegisteredTarget target)
    {
        var arn = targets.TargetGroup.Arn;
        // Connections belong to an address in a group: where a group of that ARN took the place of another, both may
        // have it, and nothing is cut as long as one of them has.
        var gone = _gone.Of(arn);
        if (!(Find(arn) is { } group && Has(group, target.Name)) && !Array.Exists(gone, other => Has(other, target.Name)))
        {
            _connections.Close(arn, target.Name);
        }

        if (gone.Contains(targets))
        {
            Forget(targets);
        }
    }

    private static bool Has(GroupTargets targets, string name) => targets.Described.Any(target => target.Name == name);

    private void Forget(GroupTargets gone)
    {
        if (gone.Described.Count == 0)
        {
            _gone.Remove(gone);
        }
    }

    private void LookForAnomalies()
    {
        foreach (var targets in _groups.Values)
        {
            targets.LookForAnomalies();
        }
    }
}
