namespace AlbEmulator.Tests.Support;

/// <summary>How long a test waits for what ought to happen at once; only a failing test ever waits that long.</summary>
public static class Patience
{
    /// <summary>
    /// 50 s: generous, since tests share two cores, perhaps with others, and less than an idle timeout has by itself (60 s), so
    /// that what ends by that alone does not pass for what was waited for.
    /// </summary>
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(50);

    /// <summary>5 min: the same for programs, which need their time to start, and some of which start thousands of others.</summary>
    public static TimeSpan Program { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs what takes a token, and says what was waited for when the time is up.</summary>
    public static async Task<T> BoundAsync<T>(
        string what, Func<CancellationToken, Task<T>> wait, TimeSpan? within = null)
    {
        using var timer = new CancellationTokenSource(within ?? Default);
        try
        {
            return await wait(timer.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            throw new TimeoutException($"Waited {(within ?? Default).TotalSeconds} s for {what}.");
        }
    }

    /// <inheritdoc cref="BoundAsync{T}"/>
    public static Task BoundAsync(string what, Func<CancellationToken, Task> wait, TimeSpan? within = null) =>
        BoundAsync(
            what,
            async token =>
            {
                await wait(token);
                return true;
            },
            within);

    /// <summary>Looks again every 10 ms until something is there.</summary>
    public static Task<T> UntilAsync<T>(string what, Func<Task<T?>> look, TimeSpan? within = null)
        where T : class =>
        BoundAsync(
            what,
            async token =>
            {
                while (true)
                {
                    if (await look() is { } found)
                    {
                        return found;
                    }

                    await Task.Delay(10, token);
                }
            },
            within);

    /// <summary>Looks again every 10 ms until it holds.</summary>
    public static Task UntilAsync(string what, Func<bool> holds, TimeSpan? within = null) =>
        UntilAsync(what, () => Task.FromResult(holds() ? what : null), within);
}
