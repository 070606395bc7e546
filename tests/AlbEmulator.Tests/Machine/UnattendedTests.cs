using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Machine;

/// <summary>What fails where nobody waits for it is told, and ends nothing.</summary>
public sealed class UnattendedTests
{
    private readonly HeardLog<UnattendedTests> _log = new();

    [Fact]
    public void An_exception_is_told_in_one_line_and_once()
    {
        var work = new Unattended("The sweep", _log);
        for (var i = 0; i < 1000; i++)
        {
            work.Do(() => throw new InvalidOperationException("two\nlines"));
        }

        Assert.Equal([(LogLevel.Error, "The sweep failed and goes on: InvalidOperationException: two lines")], _log.Lines);
    }

    [Fact]
    public void Exceptions_that_take_turns_are_told_once_each()
    {
        var work = new Unattended("The sweep", _log);
        for (var i = 0; i < 1000; i++)
        {
            work.Do(() => throw new InvalidOperationException($"{i % 3}"));
            work.Do(static () => { });
        }

        Assert.Equal(3, _log.Lines.Count);
    }

    [Fact]
    public void A_timer_whose_work_fails_comes_again()
    {
        var (time, count) = (new ManualTime(), 0);
        using var timer = new Unattended("The sweep", _log).Timer(
            time, () => throw new InvalidOperationException($"{count++}"), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, count);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task The_end_is_no_failure()
    {
        using var end = new CancellationTokenSource();
        var work = new Unattended("The watch", _log);
        await work.DoAsync(() => throw new OperationCanceledException("a time-out"), end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => work.DoAsync(() => Task.FromCanceled(end.Token), end.Token));

        Assert.Equal(["The watch failed and goes on: OperationCanceledException: a time-out"], _log.Lines.Select(line => line.Message));
    }
}
