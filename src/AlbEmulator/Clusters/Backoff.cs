namespace AlbEmulator.Clusters;

/// <summary>How long somebody is let alone who fails again and again: longer each time, to half a minute.</summary>
internal sealed class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private int _failures;

    /// <summary>It failed again.</summary>
    public TimeSpan Next()
    {
        const int most = 10;
        var wait = First * (1 << Math.Min(_failures, most));
        _failures++;
        return wait < Longest ? wait : Longest;
    }

    /// <summary>It is as if it had never failed.</summary>
    public void Reset() => _failures = 0;
}
