using AlbEmulator.Metrics;

namespace AlbEmulator.Tests.Metrics;

public sealed class StripedCountersTests
{
    [Fact]
    public void Sum_is_what_all_threads_added()
    {
        const int Threads = 8;
        const int Times = 10_000;
        var counters = new StripedCounters(20);
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (var time = 0; time < Times; time++)
            {
                counters.Add(3, 2);
                counters.Add(19, -1);
                counters.AddFraction(4, 0.25);
            }
        })).ToArray();

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(2L * Threads * Times, counters.Sum(3));
        Assert.Equal(-Threads * Times, counters.Sum(19));
        Assert.Equal(0.25 * Threads * Times, counters.SumOfFractions(4));
        Assert.Equal(0, counters.Sum(2));
    }

    [Fact]
    public void Adding_allocates_nothing()
    {
        var counters = new StripedCounters(4);
        counters.Add(1, 1);
        counters.AddFraction(2, 0.5);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var time = 0; time < 100; time++)
        {
            counters.Add(1, 1);
            counters.AddFraction(2, 0.5);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
