using AlbEmulator.Metrics;

namespace AlbEmulator.Tests.Metrics;

/// <summary>What the buckets tell of how long answers took.</summary>
public sealed class QuantileTests
{
    [Fact]
    public void Of_no_answers_there_is_none() => Assert.Null(ResponseTimes.Quantile(new long[ResponseTimes.Buckets], 0.5));

    [Theory]
    [InlineData(0.5, 1.75)]
    [InlineData(0.25, 1.375)]
    [InlineData(1, 2.5)]
    public void Answers_of_a_bucket_are_spread_over_it_evenly(double part, double milliseconds) =>
        Assert.Equal(milliseconds, ResponseTimes.Quantile(Counts((1, 100)), part)!.Value.TotalMilliseconds, 3);

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.9, 250)]
    [InlineData(0.99, 475)]
    public void Later_buckets_come_after_all_before_them(double part, double milliseconds) =>
        Assert.Equal(milliseconds, ResponseTimes.Quantile(Counts((0, 50), (7, 40), (8, 10)), part)!.Value.TotalMilliseconds, 3);

    [Fact]
    public void Longest_bucket_is_told_by_its_beginning() =>
        Assert.Equal(TimeSpan.FromSeconds(60), ResponseTimes.Quantile(Counts((ResponseTimes.Buckets - 1, 3)), 0.5));

    private static long[] Counts(params (int Bucket, long Count)[] counts)
    {
        var all = new long[ResponseTimes.Buckets];
        foreach (var (bucket, count) in counts)
        {
            all[bucket] = count;
        }

        return all;
    }
}
