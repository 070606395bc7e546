using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Faults;

/// <summary>
/// The faults in effect: put there by the control port, and asked by every request once its rule is known. Where there are
/// none that costs one read.
/// </summary>
/// <param name="time">By which they end.</param>
/// <param name="chance">By which requests are spared.</param>
internal sealed class InjectedFaults(TimeProvider time, Random chance)
{
    private readonly Lock _lock = new();
    private volatile InjectedFault[]? _now;
    private long _lastId;

    /// <summary>Where nobody injects any.</summary>
    public static InjectedFaults None { get; } = new(TimeProvider.System, Random.Shared);

    /// <summary>Whether there is none at all.</summary>
    public bool AreNone => _now is null;

    /// <summary>Those that have not ended, in their order.</summary>
    public IReadOnlyList<InjectedFault> InEffect => Left(_now, time.GetTimestamp());

    /// <summary>In the place of all that were: for requests that begin from now on.</summary>
    public IReadOnlyList<InjectedFault> Replace(IReadOnlyList<Fault> faults)
    {
        lock (_lock)
        {
            return Use([.. faults.Select(Begin)]);
        }
    }

    /// <summary>Behind those in effect: for requests that begin from now on. Null, and nothing has happened, where there would be too many.</summary>
    public IReadOnlyList<InjectedFault>? Add(IReadOnlyList<Fault> faults, int most)
    {
        lock (_lock)
        {
            var before = InEffect;
            return before.Count + faults.Count > most ? null : Use([.. before, .. faults.Select(Begin)]);
        }
    }

    /// <summary>Ends one. Whether it was in effect.</summary>
    public bool End(long id)
    {
        lock (_lock)
        {
            var before = InEffect;
            return Use([.. before.Where(fault => fault.Id != id)]).Length < before.Count;
        }
    }

    /// <summary>Ends those that do not stay when the topology is read again; how many these were.</summary>
    public int EndAtReload()
    {
        lock (_lock)
        {
            var before = InEffect;
            return before.Count - Use([.. before.Where(static fault => fault.Fault.IsKept)]).Length;
        }
    }

    /// <summary>The fault that is done to a request; null for none.</summary>
    /// <param name="request">Whose rule is known.</param>
    /// <param name="group">To which it is about to be forwarded; null where it is not.</param>
    /// <param name="target">Chooses the target that it would go to, for the first fault that has to know; null where it goes to none.</param>
    public InjectedFault? Of(AlbRequest request, TargetGroup? group = null, Func<RegisteredTarget?>? target = null) =>
        _now is { } now ? Of(now, request, group, target) : null;

    private InjectedFault? Of(InjectedFault[] now, AlbRequest request, TargetGroup? group, Func<RegisteredTarget?>? target)
    {
        var (timestamp, hasEnded) = (time.GetTimestamp(), false);
        InjectedFault? found = null;
        foreach (var fault in now)
        {
            if (fault.HasEnded(timestamp))
            {
                hasEnded = true;
            }
            else if (request.CreatedAt >= fault.BeganAt && fault.Fault.IsFor(request, group)
                && (fault.Fault.Target is not { } asked || (target?.Invoke() is { } chosen && Fault.IsTarget(asked, chosen)))
                && (fault.Fault.Share >= 1 || chance.NextDouble() < fault.Fault.Share))
            {
                found = fault;
                break;
            }
        }

        if (hasEnded)
        {
            Forget(now, timestamp);
        }

        found?.Add();
        return found;
    }

    /// <summary>Those that have ended cost no request anything any longer.</summary>
    private void Forget(InjectedFault[] before, long timestamp)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_now, before))
            {
                Use(Left(before, timestamp));
            }
        }
    }

    private InjectedFault[] Use(InjectedFault[] faults)
    {
        _now = faults.Length == 0 ? null : faults;
        return faults;
    }

    private InjectedFault Begin(Fault fault)
    {
        var at = time.GetTimestamp();
        return new(
            ++_lastId, fault, at, time.GetUtcNow() + fault.Duration, at + (long)((fault.Duration?.TotalSeconds ?? 0) * time.TimestampFrequency));
    }

    private static InjectedFault[] Left(InjectedFault[]? faults, long timestamp) =>
        Array.FindAll(faults ?? [], fault => !fault.HasEnded(timestamp));
}
