using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// The targets of one target group: who is registered, in which state, and which of them get requests. Control time
/// changes it, requests choose from what it last decided.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"/>
/// </summary>
internal sealed class GroupTargets(TargetGroup targetGroup)
{
    private readonly Lock _lock = new();
    private readonly RoundRobin _roundRobin = new();
    private volatile TargetGroup _targetGroup = targetGroup;
    private volatile RegisteredTarget[] _registered = [];
    private IReadOnlyList<string> _wanted = [];
    private volatile RoutableTargets _routable = RoutableTargets.None;

    /// <summary>What was asked for last.</summary>
    public TargetGroup TargetGroup => _targetGroup;

    /// <summary>Every target that is registered, in the order of the topology.</summary>
    public IReadOnlyList<RegisteredTarget> Registered => _registered;

    /// <summary>Those that get requests now.</summary>
    public RoutableTargets Routable => _routable;

    /// <summary>The target of a request; null where the group has none that may get it.</summary>
    public RegisteredTarget? Choose() => _roundRobin.Choose(_routable);

    /// <summary>Takes up the targets that are new, in that health, and keeps every other.</summary>
    public void Register(
        TargetGroup group, IReadOnlyList<(Target Target, TargetAddress Address)> targets, TargetHealth health)
    {
        lock (_lock)
        {
            _targetGroup = group;
            _wanted = [.. targets.Select(target => target.Address.Name)];
            var known = _registered.ToDictionary(target => target.Name);
            var fresh = targets.Where(target => !known.ContainsKey(target.Address.Name))
                .Select(target => new RegisteredTarget(group, target.Target, target.Address, health));
            _registered = [.. _registered, .. fresh];
            Route();
        }
    }

    /// <summary>Lets go of every target that was not among the last to be registered.</summary>
    public void Deregister()
    {
        lock (_lock)
        {
            var known = _registered.ToDictionary(target => target.Name);
            _registered = [.. _wanted.Select(name => known[name])];
            Route();
        }
    }

    /// <summary>A target has another health.</summary>
    public void Report(RegisteredTarget target, TargetHealth health)
    {
        lock (_lock)
        {
            target.Health = health;
            Route();
        }
    }

    private void Route() => _routable = RoutableTargets.Of(
        [.. _registered.OrderBy(target => target.Name, StringComparer.Ordinal)], _targetGroup.Attributes);
}
