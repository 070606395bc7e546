namespace AlbEmulator.TargetGroups;

/// <summary>
/// How the requests to a target ended of late: requests count as they end, and what is old fades as the detection of
/// anomalies looks.
/// </summary>
internal sealed class RequestOutcomes
{
    private long _requests;
    private long _failures;

    /// <summary>Requests of late, older ones in part. Control time's alone.</summary>
    public double Requests { get; private set; }

    /// <summary>Those of them that failed.</summary>
    public double Failures { get; private set; }

    public double FailureRate => Requests > 0 ? Failures / Requests : 0;

    public void Add(bool hasFailed)
    {
        Interlocked.Increment(ref _requests);
        if (hasFailed)
        {
            Interlocked.Increment(ref _failures);
        }
    }

    /// <summary>Takes up what came since the last look; what was known before counts half.</summary>
    public void Look()
    {
        // Failures first: a request that ends in between is then one that did not fail, or counts next time.
        var failures = Interlocked.Exchange(ref _failures, 0);
        Requests = (Requests / 2) + Interlocked.Exchange(ref _requests, 0);
        Failures = (Failures / 2) + failures;
    }
}
