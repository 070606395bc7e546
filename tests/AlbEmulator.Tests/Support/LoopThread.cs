using AlbEmulator.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>The thread of one of the event loops, which does what it is given. Linux alone has them.</summary>
internal sealed class LoopThread : IDisposable
{
    private readonly SocketPair _pair = new();
    private readonly SocketRead _read;

    public LoopThread()
    {
        _read = _pair.Read();
        _read.CompleteInline();
    }

    /// <summary>What came of it there.</summary>
    public async Task<T> DoAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_read.Begin(new byte[1], Do), "It is read on this thread, and not on the loop.");
        await _pair.Other.SendAsync(new byte[1]);
        return await done.Task.WaitAsync(Patience.Default);

        void Do()
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }
    }

    /// <inheritdoc cref="DoAsync{T}"/>
    public Task DoAsync(Action work) => DoAsync(() =>
    {
        work();
        return true;
    });

    public void Dispose()
    {
        _read.Dispose();
        _pair.Dispose();
    }
}
