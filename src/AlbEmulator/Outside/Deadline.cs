using System.Globalization;

namespace AlbEmulator.Outside;

/// <summary>Asks what may never answer, or not notice that nobody waits for it any longer.</summary>
internal static class Deadline
{
    /// <summary>
    /// What the one who is asked says within the time; else a <see cref="TimeoutException"/> that says so. Whoever is asked
    /// is told by the token that nobody waits, and left alone.
    /// </summary>
    public static async Task<T> WithinAsync<T>(
        Func<CancellationToken, Task<T>> ask, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var token = either.Token;
        try
        {
            // On another thread: a file system that hangs holds the one that asks it.
            return await Task.Run(() => ask(token), CancellationToken.None).WaitAsync(token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"there was no whole answer within {patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds");
        }
    }
}
