using AlbEmulator.Model;
using AlbEmulator.Requests;

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
    private volatile FaultsSince? _now;
    private long _lastId;

    /// <summary>Where nobody injects any.</summary>
    public static InjectedFaults None { get; } = new(TimeProvider.System, Random.Shared);

    /// <summary>Those that have not ended, in their order.</summary>
    public IReadOnlyList<InjectedFault> InEffect => _now is { } now ? [.. now.Faults.Where(fault => !fault.HasEnded(time.GetTimestamp()))] : [];

    /// <summary>In the place of all that were: for requests that begin from now on.</summary>
    public IReadOnlyList<InjectedFault> Replace(IReadOnlyList<Fault> faults)
    {
        lock (_lock)
        {
            var (now, at) = (time.GetUtcNow(), time.GetTimestamp());
            InjectedFault[] injected = [.. faults.Select(fault => new InjectedFault(
                ++_lastId, fault, now + fault.Duration, at + (long)((fault.Duration?.TotalSeconds ?? 0) * time.TimestampFrequency)))];
            _now = injected.Length == 0 ? null : new FaultsSince(at, injected);
            return injected;
        }
    }

    /// <summary>The fault that is done to a request; null for none.</summary>
    /// <param name="request">Whose rule is known.</param>
    /// <param name="group">To which it is about to be forwarded; null where it is not.</param>
    public InjectedFault? Of(AlbRequest request, TargetGroup? group = null) => _now is { } now ? Of(now, request, group) : null;

    private InjectedFault? Of(FaultsSince now, AlbRequest request, TargetGroup? group)
    {
        if (request.CreatedAt < now.At)
        {
            return null;
        }

        var (timestamp, hasEnded) = (time.GetTimestamp(), false);
        InjectedFault? found = null;
        foreach (var fault in now.Faults)
        {
            if (fault.HasEnded(timestamp))
            {
                hasEnded = true;
            }
            else if (fault.Fault.IsFor(request, group) && (fault.Fault.Share >= 1 || chance.NextDouble() < fault.Fault.Share))
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
    private void Forget(FaultsSince before, long timestamp)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_now, before))
            {
                InjectedFault[] left = Array.FindAll(before.Faults, fault => !fault.HasEnded(timestamp));
                _now = left.Length == 0 ? null : before with { Faults = left };
            }
        }
    }

    /// <param name="At">Timestamp from which on requests are theirs.</param>
    /// <param name="Faults">In their order.</param>
    private sealed record FaultsSince(long At, InjectedFault[] Faults);
}
