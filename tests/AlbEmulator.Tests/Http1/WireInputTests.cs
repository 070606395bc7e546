using AlbEmulator.Http1;

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

        Assert.InRange(BytesOfTurns(() => input.ReadAsync(buffer, isMuch: true)), Turn.Length, Turn.Length + room);
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

    /// <summary>Bytes that were read on average before others had their turn.</summary>
    private static int BytesOfTurns(Func<ValueTask<int>> readAsync)
    {
        const int turns = 5;
        var others = new Others();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(others);
        try
        {
            var bytes = 0;
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

            return bytes / turns;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
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

        public void HaveTheirTurn() => _waiting.Dequeue()();
    }
}
