using System.Net.Sockets;
using System.Text;
using AlbEmulator.Sockets;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Sockets;

/// <summary>What can be done with a read on Linux alone; elsewhere it is refused.</summary>
public sealed class WatchedReadTests : IDisposable
{
    private readonly SocketPair _pair = new();
    private readonly SocketRead _read;

    public WatchedReadTests() => _read = _pair.Read();

    public void Dispose()
    {
        _read.Dispose();
        _pair.Dispose();
    }

    [Fact]
    public async Task It_is_tried_where_the_system_says_that_there_is_something()
    {
        var (start, rest) = (new byte[6], new byte[100]);
        await _pair.Other.SendAsync("to be read in pieces"u8.ToArray());
        await Patience.UntilAsync("the pieces to be there", () => _pair.Socket.Available == 20);
        Assert.False(_read.Begin(start, static () => { }));

        Assert.Equal(OperatingSystem.IsLinux(), _read.TryRead(rest));

        if (OperatingSystem.IsLinux())
        {
            Assert.Equal("read in pieces", Encoding.Latin1.GetString(rest, 0, _read.Bytes));
            Assert.False(_read.TryRead(rest));
        }
    }

    [Fact]
    public async Task One_that_waits_is_ended_and_nobody_told()
    {
        var told = 0;
        Assert.True(_read.Begin(new byte[10], () => told++));

        Assert.Equal(OperatingSystem.IsLinux(), _read.TryEnd());

        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Assert.Equal(SocketError.OperationAborted, _read.Error);
        Assert.False(_read.TryEnd());
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_read.Begin(new byte[10], ended.SetResult));
        await _pair.Other.SendAsync("comes"u8.ToArray());
        await ended.Task.WaitAsync(Patience.Default);
        Assert.Equal(5, _read.Bytes);
        Assert.Equal(0, told);
    }

    [Fact]
    public async Task One_that_waits_is_ended_once_whoever_ends_it()
    {
        for (var round = 0; round < 200; round++)
        {
            using var pair = new SocketPair();
            using var read = pair.Read();
            var told = 0;
            Assert.True(read.Begin(new byte[10], () => Interlocked.Increment(ref told)));
            pair.Other.Send("comes"u8);
            Thread.SpinWait(round * 50);

            var isEnded = read.TryEnd();

            await Patience.UntilAsync("the read to end", () => isEnded || Volatile.Read(ref told) == 1);
            Assert.Equal(isEnded ? 0 : 1, Volatile.Read(ref told));
            Assert.Equal(isEnded && read.Error != SocketError.Success ? 0 : 5, read.Bytes);
        }
    }

    [Fact]
    public async Task Loop_that_is_to_hear_of_it_does()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var loop = new LoopThread();
        var wanted = await loop.DoAsync(() => EventLoop.Current);
        Assert.NotNull(wanted);
        for (var socket = 0; socket < 2 * Environment.ProcessorCount; socket++)
        {
            using var pair = new SocketPair();
            using var read = pair.Read();
            read.CompleteInline();
            read.Loop = wanted;
            var heardOn = new TaskCompletionSource<EventLoop?>(TaskCreationOptions.RunContinuationsAsynchronously);

            Assert.True(read.Begin(new byte[1], () => heardOn.SetResult(EventLoop.Current)));
            await pair.Other.SendAsync(new byte[1]);

            Assert.Same(wanted, await heardOn.Task.WaitAsync(Patience.Default));
        }
    }
}
