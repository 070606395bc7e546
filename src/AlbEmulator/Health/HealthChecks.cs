using AlbEmulator.Descriptors;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Health;

/// <summary>
/// Who is checked: every registered target of a target group in use, from the moment its group comes into use until it
/// is no longer registered or used. One writer, the publisher of snapshots, calls this.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
internal sealed class HealthChecks(
    TargetRegistry targets,
    TargetStates states,
    TimeProvider time,
    ProcessDescriptors descriptors,
    ProbeOfFunction? ofFunction = null,
    LoopbackHint? hint = null) : IDisposable
{
    /// <summary>
    /// First checks that start together; later ones keep that distance. Two thousand targets are spread over half a
    /// second, and yet a thread is woken for sixteen of them at a time.
    /// </summary>
    private const int StartedTogether = 16;

    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(4);

    private readonly Dictionary<RegisteredTarget, TargetChecks> _running = [];

    /// <summary>Of what the checks of each target group in use were made last, by its ARN.</summary>
    private Dictionary<string, Basis> _bases = new(StringComparer.Ordinal);

    private bool _hasChanged;
    private long _count;

    /// <summary>Raised after each check, once the health of the target is decided. Must not block.</summary>
    public event Action<HealthCheckResult>? Checked;

    /// <summary>Checks that were made since the start.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Where the health of targets is reported to.</summary>
    public TargetStates States => states;

    /// <summary>Who tells of checks that fail by themselves, which is no word about a target.</summary>
    public Unattended Unattended => states.Unattended;

    public CheckThread Thread { get; } = new(states.Unattended);

    public CheckSchedule Schedule { get; } = new(time, states.Unattended);

    /// <summary>The health of new targets of each target group.</summary>
    public static Func<TargetGroup, TargetHealth> FirstHealth(Topology topology)
    {
        var inUse = topology.GroupsInUse;
        return group => !inUse.Contains(group.Arn) ? TargetHealth.NotInUse
            : group.HealthCheck.Enabled ? TargetHealth.RegistrationInProgress
            : TargetHealth.HealthCheckDisabled;
    }

    /// <summary>
    /// Before requests see a topology, with its targets registered: checks those that are new at once. What is checked
    /// already goes on, with the settings of the topology.
    /// </summary>
    /// <returns>Ends with the first checks of every target group that was not checked before.</returns>
    public Task Begin(Topology topology)
    {
        var inUse = topology.GroupsInUse;
        var policies = topology.TargetPolicies;
        var (first, started) = (new List<Task>(), 0);
        var bases = new Dictionary<string, Basis>(StringComparer.Ordinal);
        foreach (var group in topology.TargetGroups.Where(group => inUse.Contains(group.Arn)))
        {
            var registered = targets.Of(group.Arn);
            var policy = policies.GetValueOrDefault(group.Arn, SslPolicies.Default);
            var basis = new Basis(group, registered.Registered, policy);
            bases.Add(group.Arn, basis);
            if (_bases.TryGetValue(group.Arn, out var known) && known.IsSame(basis))
            {
                continue;
            }

            _hasChanged = true;
            var isNew = !registered.Registered.Any(_running.ContainsKey);
            foreach (var target in registered.Registered)
            {
                if (!group.HealthCheck.Enabled || Probe.Of(group, target, policy, descriptors, ofFunction) is not { } probe)
                {
                    End(registered, target, TargetHealth.HealthCheckDisabled);
                }
                else if (_running.TryGetValue(target, out var running))
                {
                    running.Change(group, probe);
                }
                else if (!target.IsDeregistered)
                {
                    var checks = Start(registered, target, probe, started++);
                    if (isNew)
                    {
                        first.Add(checks.First);
                    }
                }
            }
        }

        // Or one that was in use is not any longer.
        _hasChanged |= bases.Keys.Count(_bases.ContainsKey) < _bases.Count;
        _bases = bases;
        return Task.WhenAll(first);
    }

    /// <summary>Once requests see the topology, and targets are deregistered: checks nothing that is out of it.</summary>
    public void End(Topology topology)
    {
        if (!_hasChanged)
        {
            return;
        }

        _hasChanged = false;
        var inUse = topology.GroupsInUse;
        var registered = new HashSet<RegisteredTarget>();
        foreach (var group in topology.TargetGroups)
        {
            var groupTargets = targets.Of(group.Arn);
            foreach (var target in groupTargets.Registered)
            {
                if (!inUse.Contains(group.Arn))
                {
                    End(groupTargets, target, TargetHealth.NotInUse);
                }
                else if (!target.IsDeregistered)
                {
                    registered.Add(target);
                }
            }
        }

        foreach (var target in _running.Keys.Where(target => !registered.Contains(target)).ToArray())
        {
            Stop(target);
        }
    }

    public void Dispose()
    {
        foreach (var checks in _running.Values)
        {
            checks.Dispose();
        }

        _running.Clear();
        Schedule.Dispose();
        Thread.Dispose();
    }

    /// <summary>With what to do where nothing listens at an address that is not what it seems.</summary>
    internal ProbeOutcome WithHint(RegisteredTarget target, ProbeOutcome outcome) =>
        outcome.End == ProbeEnd.Refused ? outcome with { Hint = hint?.Of(target) } : outcome;

    /// <summary>A check was made.</summary>
    internal void Tell(HealthCheckResult result)
    {
        Interlocked.Increment(ref _count);
        Checked?.Invoke(result);
    }

    private TargetChecks Start(GroupTargets registered, RegisteredTarget target, Probe probe, int place)
    {
        if (target.OwnHealth.State is TargetHealthState.Unused or TargetHealthState.Unavailable)
        {
            states.Report(registered, target, TargetHealth.RegistrationInProgress);
        }

        var delay = Apart * (place / StartedTogether);
        var checks = new TargetChecks(registered, target, probe, this, time, delay);
        _running.Add(target, checks);
        return checks;
    }

    private void End(GroupTargets registered, RegisteredTarget target, TargetHealth health)
    {
        Stop(target);
        states.Report(registered, target, health);
    }

    private void Stop(RegisteredTarget target)
    {
        if (_running.Remove(target, out var checks))
        {
            checks.Dispose();
        }
    }

    /// <summary>What checks follow from.</summary>
    private sealed record Basis(TargetGroup Group, IReadOnlyList<RegisteredTarget> Targets, SslPolicy Policy)
    {
        public bool IsSame(Basis other) => ReferenceEquals(Group, other.Group)
            && ReferenceEquals(Targets, other.Targets) && ReferenceEquals(Policy, other.Policy);
    }
}
