using AlbEmulator.Outside;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Outside;

/// <summary>What may never answer holds nobody longer than a time.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private readonly ManualTime _time = new();

    [Fact]
    public async Task What_is_answered_in_time_is_given() =>
        Assert.Equal(7, await Deadline.WithinAsync(_ => Task.FromResult(7), Patient, _time, default));

    [Fact]
    public async Task Problem_of_the_one_who_is_asked_is_told() =>
        await Assert.ThrowsAsync<IOException>(() => Deadline.WithinAsync<int>(_ => throw new IOException(), Patient, _time, default));

    /// <summary>Such as a file of a server that is gone, and what takes no note of a token.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_blocks_or_minds_no_token_is_left_alone_when_the_time_is_over(bool blocks)
    {
        var asked = new TaskCompletionSource<CancellationToken>();
        using var held = new ManualResetEventSlim();
        var never = new TaskCompletionSource<int>();
        var waiting = Deadline.WithinAsync(
            token =>
            {
                asked.SetResult(token);
                if (blocks)
                {
                    held.Wait(CancellationToken.None);
                }

                return never.Task;
            },
            Patient,
            _time,
            default);
        var token = await asked.Task;

        _time.Advance(Patient);

        var problem = await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(Patience.Default));
        Assert.Equal("there was no whole answer within 20 seconds", problem.Message);
        Assert.True(token.IsCancellationRequested);
        held.Set();
        never.SetResult(0);
    }

    [Fact]
    public async Task Who_no_longer_waits_is_told_at_once()
    {
        using var gone = new CancellationTokenSource();
        var waiting = Deadline.WithinAsync(_ => new TaskCompletionSource<int>().Task, Patient, _time, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience.Default));
    }
}
