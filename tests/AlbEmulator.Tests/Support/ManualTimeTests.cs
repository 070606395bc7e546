namespace AlbEmulator.Tests.Support;

public sealed class ManualTimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Clock_stands_still_until_it_is_turned()
    {
        var before = _time.GetUtcNow();
        var stamp = _time.GetTimestamp();

        Assert.Equal(before, _time.GetUtcNow());
        _time.Advance(TimeSpan.FromMilliseconds(1500));

        Assert.Equal(before.AddMilliseconds(1500), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromMilliseconds(1500), _time.GetElapsedTime(stamp));
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_time()
    {
        var fired = new List<string>();
        var start = _time.GetUtcNow();
        string At(string name) => $"{name} {(_time.GetUtcNow() - start).TotalSeconds}";
        using var late = _time.CreateTimer(_ => fired.Add(At("late")), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var often = _time.CreateTimer(_ => fired.Add(At("often")), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(fired);
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(["often 2", "late 3", "often 4"], fired);
        Assert.Equal(1, _time.TimerCount);
    }

    [Fact]
    public async Task Delays_and_cancellations_of_the_framework_follow_the_clock()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _time);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(5), _time);

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(cancellation.IsCancellationRequested);
        Assert.False(delay.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5));
        await delay;
    }

    [Fact]
    public void Disposed_timer_does_not_fire()
    {
        var fired = 0;
        var timer = _time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, fired);
    }
}
