using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// The deregistered targets of a group: what is under way to them goes on until the deregistration delay has passed.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay"/>
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="gate">Held by whoever changes the group.</param>
/// <param name="ends">Tells when the end of a delay fails.</param>
/// <param name="drained">What is done when the delay of one has passed, with the gate held.</param>
internal sealed class DrainingTargets(TimeProvider time, Lock gate, Unattended ends, Action<RegisteredTarget> drained)
{
    private readonly Dictionary<string, (RegisteredTarget Target, ITimer Timer)> _timers = [];
    private volatile RegisteredTarget[] _targets = [];

    /// <summary>They are shown until the delay has passed, also those that have nothing left to do.</summary>
    public IReadOnlyList<RegisteredTarget> Targets => _targets;

    /// <summary>Lets go of a target; with the gate held.</summary>
    public void Add(RegisteredTarget target, TimeSpan delay)
    {
        target.OwnHealth = TargetHealth.DeregistrationInProgress;
        target.SlowStart = null;
        if (delay > TimeSpan.Zero)
        {
            _timers.Add(target.Name, (target, ends.Timer(time, () => End(target), delay, Timeout.InfiniteTimeSpan)));
            Show();
        }
        else
        {
            drained(target);
        }
    }

    /// <summary>The target of that name, which is registered again, so that nothing of it is cut; with the gate held.</summary>
    public RegisteredTarget? TakeBack(string name)
    {
        if (!_timers.Remove(name, out var draining))
        {
            return null;
        }

        draining.Timer.Dispose();
        Show();
        return draining.Target;
    }

    /// <summary>The emulator ends; with the gate held.</summary>
    public void Stop()
    {
        foreach (var (_, timer) in _timers.Values)
        {
            timer.Dispose();
        }

        _timers.Clear();
    }

    private void End(RegisteredTarget target)
    {
        lock (gate)
        {
            // It may have been registered again while the timer fired.
            if (_timers.TryGetValue(target.Name, out var draining) && ReferenceEquals(draining.Target, target))
            {
                TakeBack(target.Name);
                drained(target);
            }
        }
    }

    private void Show() => _targets = [.. _timers.Values.Select(draining => draining.Target)];
}
