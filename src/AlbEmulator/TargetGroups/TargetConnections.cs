using System.Collections.Concurrent;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// The connections to targets that are open, or being opened: those of a target that has drained are closed, with what
/// is still under way on them.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay"/>
/// </summary>
internal sealed class TargetConnections
{
    private readonly ConcurrentDictionary<OpenConnection, bool> _open = new(ReferenceEqualityComparer.Instance);

    public int Count => _open.Count;

    /// <summary>How many are made, not only asked for, by what they are counted with.</summary>
    /// <param name="counted">With what those of a target group, by its ARN, are counted; null for nothing.</param>
    public Dictionary<T, int> CountEstablished<T>(Func<string, T?> counted)
        where T : class
    {
        var counts = new Dictionary<T, int>(ReferenceEqualityComparer.Instance);
        foreach (var (connection, _) in _open)
        {
            if (connection.IsEstablished && counted(connection.TargetGroupArn) is { } with)
            {
                counts[with] = counts.GetValueOrDefault(with) + 1;
            }
        }

        return counts;
    }

    /// <param name="targetGroupArn">The same address is another target in another group.</param>
    /// <param name="target"><c>ip:port</c>, as the log writes it.</param>
    /// <param name="close">Closes it, so that whoever waits for it hears of that.</param>
    public OpenConnection Open(string targetGroupArn, string target, Action close)
    {
        var connection = new OpenConnection(targetGroupArn, target, close);
        _open[connection] = true;
        return connection;
    }

    /// <summary>It was closed otherwise.</summary>
    public void Forget(OpenConnection connection) => _open.TryRemove(connection, out _);

    /// <summary>Closes every connection to a target.</summary>
    public void Close(string targetGroupArn, string target)
    {
        foreach (var (connection, _) in _open)
        {
            if (connection.Target == target && connection.TargetGroupArn == targetGroupArn)
            {
                Forget(connection);
                connection.Close();
            }
        }
    }
}

/// <summary>A connection to a target.</summary>
internal sealed class OpenConnection(string targetGroupArn, string target, Action close)
{
    private Action _close = close;
    private volatile bool _isClosed;
    private volatile bool _isEstablished;

    public string TargetGroupArn => targetGroupArn;

    public string Target => target;

    /// <summary>Whether it was closed because its target had drained.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether the target took it.</summary>
    public bool IsEstablished
    {
        get => _isEstablished;
        set => _isEstablished = value;
    }

    /// <summary>What breaks it off from now on, and does so at once where it was closed meanwhile.</summary>
    /// <param name="close">Whoever reads must not take it for the end of an answer.</param>
    public void ClosedBy(Action close)
    {
        Interlocked.Exchange(ref _close, close);
        if (_isClosed)
        {
            close();
        }
    }

    /// <summary>Its target has drained.</summary>
    public void Close()
    {
        _isClosed = true;
        // One of both sees what the other has done.
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _close)();
    }
}
