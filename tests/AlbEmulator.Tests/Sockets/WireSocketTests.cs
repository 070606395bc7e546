using System.Net.Sockets;
using AlbEmulator.Http1;
using AlbEmulator.Sockets;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Sockets;

/// <summary>A socket that is read as a stream.</summary>
public sealed class WireSocketTests : IDisposable
{
    private readonly SocketPair _pair = new();
    private readonly WireSocket _wire;
    private readonly byte[] _buffer = new byte[100];

    public WireSocketTests() => _wire = new WireSocket(_pair.Socket);

    public void Dispose()
    {
        _wire.Dispose();
        _pair.Dispose();
    }

    [Fact]
    public async Task Wait_that_is_cancelled_ends_and_the_next_read_brings_what_comes()
    {
        using var cancelled = new CancellationTokenSource();
        var read = _wire.ReadAsync(_buffer, cancelled.Token).AsTask();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Patience.Default));

        await _pair.Other.SendAsync("x"u8.ToArray());
        Assert.Equal(1, await ReadAsync());
    }

    [Fact]
    public async Task Byte_that_comes_while_the_wait_is_cancelled_is_read_by_this_read_or_the_next()
    {
        for (var round = 0; round < 1000; round++)
        {
            using var cancelled = new CancellationTokenSource();
            var read = _wire.ReadAsync(_buffer, cancelled.Token).AsTask();
            await Task.WhenAll(Task.Run(cancelled.Cancel), Task.Run(() => _pair.Other.Send([(byte)round])));
            try
            {
                Assert.Equal(1, await read.WaitAsync(Patience.Default));
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(1, await ReadAsync());
            }

            Assert.Equal((byte)round, _buffer[0]);
        }
    }

    [Fact]
    public async Task Wait_is_cancelled_also_where_something_was_said_of_which_nothing_is_there()
    {
        for (var round = 0; round < 200 && _wire.Reading is WatchedRead watched; round++)
        {
            using var cancelled = new CancellationTokenSource();
            var read = _wire.ReadAsync(_buffer, cancelled.Token).AsTask();
            watched.Tell(isUnusual: false);
            await cancelled.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Patience.Default));
        }
    }

    [Fact]
    public void Stream_that_cannot_be_made_of_a_socket_is_collected()
    {
        using var closed = new SocketPair();
        closed.Socket.Dispose();

        // The end of the process where its finalizer throws.
        Assert.ThrowsAny<Exception>(() => new WireSocket(closed.Socket));
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Fact]
    public async Task Read_into_nothing_ends_when_there_is_something_and_takes_nothing()
    {
        var wait = _wire.ReadAsync(Memory<byte>.Empty).AsTask();
        Assert.False(wait.IsCompleted);
        await _pair.Other.SendAsync("some"u8.ToArray());

        Assert.Equal(0, await wait.WaitAsync(Patience.Default));
        Assert.Equal(0, await _wire.ReadAsync(Memory<byte>.Empty));
        Assert.Equal(4, await ReadAsync());
    }

    [Fact]
    public async Task Stream_that_is_closed_meanwhile_or_reset_tells_whoever_reads()
    {
        var read = _wire.ReadAsync(_buffer).AsTask();
        _wire.Dispose();
        await Assert.ThrowsAsync<IOException>(() => read.WaitAsync(Patience.Default));

        using var pair = new SocketPair();
        await using var other = new WireSocket(pair.Socket);
        read = other.ReadAsync(_buffer).AsTask();
        pair.Reset();
        await Assert.ThrowsAsync<IOException>(() => read.WaitAsync(Patience.Default));
    }

    [Fact]
    public async Task Both_ways_of_reading_follow_each_other()
    {
        for (var round = 0; round < 100; round++)
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var isAhead = _wire.Reading.Begin(_buffer, () => ended.SetResult());
            await _pair.Other.SendAsync("one"u8.ToArray());
            await (isAhead ? ended.Task.WaitAsync(Patience.Default) : Task.CompletedTask);
            Assert.Equal(3, _wire.Reading.Bytes);

            var read = ReadAsync();
            await _pair.Other.SendAsync("other"u8.ToArray());
            Assert.Equal(5, await read);
        }
    }

    private Task<int> ReadAsync() => _wire.ReadAsync(_buffer).AsTask().WaitAsync(Patience.Default);
}
