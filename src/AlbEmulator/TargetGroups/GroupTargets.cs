using AlbEmulator.Machine;
using AlbEmulator.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// The targets of one target group: who is registered, in which state, and which of them get requests. Control time
/// changes it, requests choose from what it last decided.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"/>
/// </summary>
internal sealed partial class GroupTargets
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Random _chance;
    private readonly DrainingTargets _draining;
    private readonly ILogger _log;
    private volatile TargetGroup _targetGroup;
    private volatile RoutingAlgorithm _algorithm;
    private volatile RegisteredTarget[] _registered = [];
    private volatile RoutableTargets _routable = RoutableTargets.None;
    private RegisteredTarget[] _byName = [];
    private IReadOnlyList<string> _wanted = [];

    /// <param name="targetGroup">What was asked for.</param>
    /// <param name="time">The clock; that of the machine unless told otherwise.</param>
    /// <param name="chance">Of requests; that of the machine unless told otherwise.</param>
    /// <param name="drained">What is done when the deregistration delay of a target has passed.</param>
    /// <param name="log">Where it is told that targets leave; nowhere unless said.</param>
    public GroupTargets(
        TargetGroup targetGroup,
        TimeProvider? time = null,
        Random? chance = null,
        Action<GroupTargets, RegisteredTarget>? drained = null,
        ILogger? log = null)
    {
        _time = time ?? TimeProvider.System;
        _chance = chance ?? Random.Shared;
        _targetGroup = targetGroup;
        _algorithm = RoutingAlgorithm.Of(targetGroup.Attributes.Algorithm, _time, _chance);
        _log = log ?? NullLogger.Instance;
        _draining = new DrainingTargets(_time, _lock, new Unattended("The end of a deregistration", _log), target =>
        {
            LogGone(target.Name, _targetGroup.Name);
            drained?.Invoke(this, target);
        });
    }

    /// <summary>What was asked for last.</summary>
    public TargetGroup TargetGroup => _targetGroup;

    /// <summary>Every target that is registered, in the order of the topology.</summary>
    public IReadOnlyList<RegisteredTarget> Registered => _registered;

    /// <summary>Every target that can be told of: those that are registered, then those that are draining.</summary>
    public IReadOnlyList<RegisteredTarget> Described => [.. _registered, .. _draining.Targets];

    /// <summary>Those that get requests now.</summary>
    public RoutableTargets Routable => _routable;

    /// <summary>The target of a request; null where the group has none that may get it.</summary>
    public RegisteredTarget? Choose() => Choose(_routable);

    /// <param name="routable">Those that got requests when the request came.</param>
    public RegisteredTarget? Choose(RoutableTargets routable) => routable.Targets is { Length: > 0 } targets ? _algorithm.Choose(targets) : null;

    /// <summary>Takes up the targets that are new, in that health, and keeps every other.</summary>
    public void Register(
        TargetGroup group, IReadOnlyList<(Target Target, TargetAddress Address)> targets, TargetHealth health)
    {
        lock (_lock)
        {
            Change(group);
            _wanted = [.. targets.Select(target => target.Address.Name)];
            var known = _registered.Select(target => target.Name).ToHashSet();
            var isFirstBatch = !_registered.Any(IsHealthy);
            var fresh = targets
                .Where(target => !known.Contains(target.Address.Name))
                .Select(target => new RegisteredTarget(
                    group, target.Target, target.Address, health, _draining.TakeBack(target.Address.Name)?.Outstanding)
                {
                    IsOfFirstBatch = isFirstBatch,
                });
            Keep([.. _registered, .. fresh]);
            Route();
        }
    }

    /// <summary>Lets go of every target that was not among the last to be registered.</summary>
    public void Deregister()
    {
        lock (_lock)
        {
            var leaving = KeepWanted();
            // First no more requests, then the end of those that are under way.
            Route();
            Drain(leaving);
        }
    }

    /// <summary>
    /// The group itself is gone: lets go of every target. Who still asks for one has a request that took a topology with
    /// the group, and gets what it would have got then.
    /// </summary>
    public void DeregisterAll()
    {
        lock (_lock)
        {
            _wanted = [];
            Drain(KeepWanted());
        }
    }

    /// <summary>
    /// A target has another health. One that was deregistered meanwhile keeps its own. One that nobody uses any longer
    /// is there for requests that took a topology in which it was in use.
    /// </summary>
    public void Report(RegisteredTarget target, TargetHealth health)
    {
        lock (_lock)
        {
            if (target.IsDeregistered)
            {
                return;
            }

            var before = target.Health.State;
            target.OwnHealth = health;
            Changed(target, before);
        }
    }

    /// <summary>
    /// Holds a target in a health, whatever its checks say; with null holds it no longer, so that they decide again from where
    /// they are.
    /// </summary>
    /// <returns>Whether it is registered, and in use.</returns>
    public bool Hold(RegisteredTarget target, TargetHealth? held)
    {
        lock (_lock)
        {
            if (!_registered.Contains(target) || (held is not null && target.OwnHealth.State == TargetHealthState.Unused))
            {
                return false;
            }

            var before = target.Health;
            target.Held = held;
            Changed(target, before.State);
            if (target.Health.State != before.State)
            {
                LogHeld(
                    target.Name, _targetGroup.Name, before.StateName, target.Health.StateName, held is null ? "released" : "held");
            }

            return true;
        }
    }

    /// <summary>No target is held any longer.</summary>
    public void Release()
    {
        foreach (var target in _registered)
        {
            if (target.Held is not null)
            {
                Hold(target, null);
            }
        }
    }

    /// <summary>Decides which targets are anomalous.</summary>
    public void LookForAnomalies()
    {
        lock (_lock)
        {
            AnomalyDetector.Look(_registered, _targetGroup.Attributes);
        }
    }

    /// <summary>The emulator ends: what is draining waits for nothing any longer.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _draining.Stop();
        }
    }

    /// <summary>A Lambda function has no connections that could drain, and its group no such attribute.</summary>
    private TimeSpan DeregistrationDelay =>
        _targetGroup.TargetType == TargetType.Lambda ? TimeSpan.Zero : _targetGroup.Attributes.DeregistrationDelay;

    private bool HasSlowStart =>
        _targetGroup.Attributes is { Algorithm: LoadBalancingAlgorithm.RoundRobin, SlowStart.Ticks: > 0 };

    private static bool IsHealthy(RegisteredTarget target) => target.Health.State == TargetHealthState.Healthy;

    /// <summary>The health of a target may be another than before.</summary>
    private void Changed(RegisteredTarget target, TargetHealthState before)
    {
        var now = target.Health.State;
        if (now == before)
        {
            return;
        }

        target.SlowStart = IsHealthy(target) && StartsSlowly(target)
            ? new SlowStart(_time.GetTimestamp(), _targetGroup.Attributes.SlowStart)
            : null;
        target.IsOfFirstBatch &= !IsHealthy(target);
        if (now != TargetHealthState.Unused)
        {
            Route();
        }
    }

    private void Change(TargetGroup group)
    {
        if (group.Attributes.Algorithm != _targetGroup.Attributes.Algorithm)
        {
            _algorithm = RoutingAlgorithm.Of(group.Attributes.Algorithm, _time, _chance);
        }

        _targetGroup = group;
        if (!HasSlowStart)
        {
            Array.ForEach(_registered, target => target.SlowStart = null);
        }
    }

    /// <summary>
    /// A target starts slowly only while another one, which does not, takes the requests; and never one of those that
    /// an empty group got first.
    /// </summary>
    private bool StartsSlowly(RegisteredTarget target) =>
        HasSlowStart
        && !target.IsOfFirstBatch
        && _registered.Any(other => !ReferenceEquals(other, target) && IsHealthy(other) && !IsInSlowStart(other));

    private bool IsInSlowStart(RegisteredTarget target) => target.SlowStart?.Share(_time) < 1;

    /// <returns>The targets that are registered no longer.</returns>
    private RegisteredTarget[] KeepWanted()
    {
        var leaving = _registered.ToDictionary(target => target.Name);
        RegisteredTarget[] staying = [.. _wanted.Select(name => leaving[name])];
        Array.ForEach(staying, target => leaving.Remove(target.Name));
        Keep(staying);
        return [.. leaving.Values];
    }

    private void Keep(RegisteredTarget[] registered)
    {
        _registered = registered;
        _byName = [.. registered.OrderBy(target => target.Name, StringComparer.Ordinal)];
    }

    private void Drain(RegisteredTarget[] leaving)
    {
        foreach (var target in leaving)
        {
            LogDraining(
                target.Name, _targetGroup.Name, target.Health.StateName, TargetHealth.DeregistrationInProgress.Description!);
            _draining.Add(target, DeregistrationDelay);
        }
    }

    private void Route() => _routable = RoutableTargets.Of(_byName, _targetGroup.Attributes);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Target {Target} of target group {TargetGroup}: {Before} → draining: {Why:l}")]
    private partial void LogDraining(string target, string targetGroup, string before, string why);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Target {Target} of target group {TargetGroup}: {Before} → {State}: {What:l} by the control port")]
    private partial void LogHeld(string target, string targetGroup, string before, string state, string what);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Target {Target} of target group {TargetGroup}: draining → gone: The deregistration delay has passed")]
    private partial void LogGone(string target, string targetGroup);
}
