using System.Net.Sockets;
using System.Text;
using AlbEmulator.Http1;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Http1;

public sealed class WireInputTests
{
    [Theory]
    [InlineData(16 * 1024)]
    [InlineData(1024 * 1024)]
    public void Connection_that_always_has_more_lets_others_have_their_turn(int room)
    {
        var input = new WireInput(new EndlessStream(), 2048);
        var buffer = new byte[room];

        Assert.InRange(BytesOfTurns(() => input.ReadPastAsync(buffer)), Turn.Length, Turn.Length + room);
    }

    [Fact]
    public void Connection_that_is_read_piece_by_piece_lets_others_have_their_turn_too()
    {
        var input = new WireInput(new EndlessStream(), 2048);

        Assert.InRange(BytesOfTurns(MoreAsync), Turn.Length, Turn.Length + 32 * 1024);

        async ValueTask<int> MoreAsync()
        {
            Assert.True(await input.MoreAsync(16 * 1024));
            var bytes = input.Unread.Length;
            input.Take(bytes);
            return bytes;
        }
    }

    [Fact]
    public async Task What_has_no_room_is_read_past_the_buffer()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var pair = new SocketPair();
        using var socket = new WireSocket(pair.Socket);
        var (input, past) = (new WireInput(socket, 16), new byte[200]);
        await pair.Other.SendAsync(Encoding.Latin1.GetBytes(new string('a', 16) + new string('b', 44)));
        Assert.True(await input.MoreAsync());
        Assert.Equal(0, input.ReadOn(past));
        input.Take(16);

        Assert.Equal(44, input.ReadOn(past));

        Assert.Equal(new string('b', 44), Encoding.Latin1.GetString(past, 0, 44));
        Assert.Equal(60, input.BytesTaken);
        Assert.Equal(0, input.ReadOn(past));
        pair.Other.Shutdown(SocketShutdown.Send);
        Assert.False(await input.MoreAsync());
        Assert.Equal(0, input.ReadOn(past));
    }

    [Fact]
    public void Read_for_which_nobody_waits_is_ended_in_place()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var pair = new SocketPair();
        using var socket = new WireSocket(pair.Socket);
        var came = 0;
        var input = new WireInput(socket, 16) { CameAhead = () => came++ };
        Assert.False(input.TryEndReading());
        input.ReadAhead();
        Assert.True(input.IsReading);

        Assert.True(input.TryEndReading());

        Assert.False(input.IsReading);
        Assert.False(input.TryEndReading());
        Assert.Equal(0, came);
    }

    [Fact]
    public async Task Connection_that_is_read_past_the_buffer_lets_others_have_their_turn()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        const int piece = 16 * 1024;
        using var pair = new SocketPair();
        using var socket = new WireSocket(pair.Socket);
        var (input, past) = (new WireInput(socket, 2048), new byte[piece]);
        async Task<int> ReadOnAsync()
        {
            await pair.Other.SendAsync(past);
            await Patience.UntilAsync("a piece to be there", () => pair.Socket.Available >= piece);
            return input.ReadOn(past);
        }

        for (var bytes = 0; bytes < Turn.Length; bytes += piece)
        {
            Assert.Equal(piece, await ReadOnAsync());
        }

        Assert.Equal(0, await ReadOnAsync());
        var (turn, others) = (default(ValueTask<bool>), new Others());
        others.Let(() => turn = input.MoreAsync());
        Assert.False(turn.IsCompleted);
        others.HaveTheirTurn();
        Assert.True(await turn);
        input.Take(2048);
        Assert.Equal(piece - 2048, input.ReadOn(past));
    }

    [Fact]
    public async Task Turn_ends_with_a_wait()
    {
        const int piece = 16 * 1024;
        using var pair = new SocketPair();
        using var socket = new WireSocket(pair.Socket);
        var (input, others) = (new WireInput(socket, piece), new Others());
        for (var round = 0; round < 3; round++)
        {
            for (var bytes = piece; bytes < Turn.Length; bytes += piece)
            {
                await pair.Other.SendAsync(new byte[piece]);
                await Patience.UntilAsync("a piece to be there", () => pair.Socket.Available >= piece);
                var more = default(ValueTask<bool>);
                others.Let(() => more = input.MoreAsync());
                Assert.Equal(0, others.Count);
                Assert.True(await more);
                input.Take(input.Unread.Length);
            }

            var wait = input.MoreAsync();
            await pair.Other.SendAsync(new byte[piece]);
            Assert.True(await wait);
            input.Take(input.Unread.Length);
        }
    }

    /// <summary>Bytes that were read on average before others had their turn.</summary>
    private static int BytesOfTurns(Func<ValueTask<int>> readAsync)
    {
        const int turns = 5;
        var (others, bytes) = (new Others(), 0);
        others.Let(() =>
        {
            for (var turn = 0; turn < turns;)
            {
                var read = readAsync();
                turn += read.IsCompleted ? 0 : 1;
                while (!read.IsCompleted)
                {
                    others.HaveTheirTurn();
                }

                bytes += read.Result;
            }
        });
        return bytes / turns;
    }

    /// <summary>Everything that is asked of it is there at once.</summary>
    private sealed class EndlessStream : ReadOnlyStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }

    /// <summary>What waits for the turn of others to end goes on behind it.</summary>
    private sealed class Others : SynchronizationContext
    {
        private readonly Queue<Action> _waiting = new();

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Enqueue(() => d(state));

        public int Count => _waiting.Count;

        public void HaveTheirTurn() => _waiting.Dequeue()();

        /// <summary>Does something, which may let them have their turn.</summary>
        public void Let(Action work)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                work();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }
}
