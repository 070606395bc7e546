using AlbEmulator.Health;
using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Health;

public sealed class CheckScheduleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTime _time = new();
    private readonly List<string> _called = [];

    [Fact]
    public void Calls_after_the_delay_and_then_once_in_each_interval()
    {
        using var schedule = new CheckSchedule(_time, new Unattended("A check", NullLogger.Instance));
        schedule.Add(Call("a"), Second, 5 * Second);

        Turn(0.999);
        Assert.Empty(_called);
        Turn(0.001);
        Assert.Equal(["a 1"], _called);
        Turn(15);
        Assert.Equal(["a 1", "a 6", "a 11", "a 16"], _called);
    }

    [Fact]
    public void Calls_each_at_its_own_time()
    {
        using var schedule = new CheckSchedule(_time, new Unattended("A check", NullLogger.Instance));
        schedule.Add(Call("a"), 3 * Second, 10 * Second);
        schedule.Add(Call("b"), Second, 2 * Second);
        schedule.Add(Call("c"), 3 * Second, 10 * Second);

        Turn(5);
        Assert.Equal(["b 1", "a 3", "b 3", "c 3", "b 5"], _called.Order(Comparer<string>.Create((x, y) =>
            string.CompareOrdinal(x[2..] + x, y[2..] + y))));
    }

    [Fact]
    public void Another_interval_counts_from_the_last_turn()
    {
        using var schedule = new CheckSchedule(_time, new Unattended("A check", NullLogger.Instance));
        var turn = schedule.Add(Call("a"), Second, 10 * Second);
        Turn(3);
        turn.Change(4 * Second);
        Turn(2);
        Assert.Equal(["a 1", "a 5"], _called);

        Turn(3);
        turn.Change(2 * Second);
        Turn(0);
        Assert.Equal(["a 1", "a 5", "a 8"], _called);
    }

    [Fact]
    public void Calls_nobody_whose_turn_is_over()
    {
        using var schedule = new CheckSchedule(_time, new Unattended("A check", NullLogger.Instance));
        var turn = schedule.Add(Call("a"), Second, Second);
        schedule.Add(Call("b"), Second, Second);
        turn.Dispose();
        turn.Change(Second / 2);

        Turn(2);
        Assert.Equal(["b 1", "b 2"], _called);
    }

    [Fact]
    public void A_check_may_change_its_own_turn()
    {
        using var schedule = new CheckSchedule(_time, new Unattended("A check", NullLogger.Instance));
        var call = Call("a");
        CheckSchedule.Turn? turn = null;
        turn = schedule.Add(
            () =>
            {
                call();
                turn!.Dispose();
            },
            Second,
            Second);

        Turn(5);
        Assert.Equal(["a 1"], _called);
    }

    [Fact]
    public void Ended_it_calls_nobody()
    {
        var schedule = new CheckSchedule(_time, new Unattended("A check", NullLogger.Instance));
        schedule.Add(Call("a"), Second, Second);
        schedule.Dispose();

        Turn(5);
        Assert.Empty(_called);
        Assert.Equal(0, _time.TimerCount);
    }

    private Action Call(string name)
    {
        var start = _time.GetUtcNow();
        return () => _called.Add($"{name} {(_time.GetUtcNow() - start).TotalSeconds:0.###}");
    }

    private void Turn(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
