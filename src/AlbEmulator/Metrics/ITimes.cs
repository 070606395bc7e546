namespace AlbEmulator.Metrics;

/// <summary>Times, counted in the buckets of <see cref="ResponseTimes"/>.</summary>
internal interface ITimes
{
    /// <summary>All together.</summary>
    TimeSpan Total { get; }

    /// <summary>How many are in one of the <see cref="ResponseTimes.Buckets"/>, by itself.</summary>
    long In(int bucket);
}
