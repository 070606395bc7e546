namespace AlbEmulator.Faults;

/// <summary>A fault in effect.</summary>
/// <param name="id">Different from that of every other fault of this run.</param>
/// <param name="fault">What was asked for.</param>
/// <param name="beganAt">A timestamp; requests that came before are none of its.</param>
/// <param name="until">When it ends, UTC; null for never.</param>
/// <param name="endsAt">The same as a timestamp.</param>
internal sealed class InjectedFault(long id, Fault fault, long beganAt, DateTimeOffset? until, long endsAt)
{
    private static readonly string[] KindNames = [.. Enum.GetNames<FaultKind>().Select(name => name.ToLowerInvariant())];

    private long _count;

    public long Id => id;

    public Fault Fault => fault;

    /// <summary>A timestamp; requests that came before are none of its.</summary>
    public long BeganAt => beganAt;

    public DateTimeOffset? Until => until;

    /// <summary>As it is told: <c>status</c>.</summary>
    public string KindName => KindNames[(int)fault.Kind];

    /// <summary>Requests to which it was done.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Why its requests fail: one sentence.</summary>
    public string Cause => $"fault {id} of the control port: {fault.Words}";

    public bool HasEnded(long timestamp) => until is not null && timestamp >= endsAt;

    /// <summary>It is done to a request.</summary>
    public void Add() => Interlocked.Increment(ref _count);
}
