using System.Collections.Concurrent;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// The objects that say that from here on a log goes to a bucket.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html"/>
/// </summary>
internal sealed class TestObjects(LogSpool spool, TimeProvider time)
{
    private readonly ConcurrentQueue<LogDestination> _enabled = new();

    /// <summary>From any thread.</summary>
    public void Enable(LogDestination destination) => _enabled.Enqueue(destination);

    /// <summary>Puts them into the spool; one that could not be put there is put by the next call.</summary>
    public void Write()
    {
        while (_enabled.TryPeek(out var destination))
        {
            spool.Add(destination.Bucket.Name, destination.TestKey, destination.TestText(time.GetUtcNow()));
            _enabled.TryDequeue(out _);
        }
    }
}
