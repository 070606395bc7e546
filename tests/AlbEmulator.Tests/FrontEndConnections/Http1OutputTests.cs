using System.Threading.Tasks.Sources;
using AlbEmulator.FrontEndConnections;

namespace AlbEmulator.Tests.FrontEndConnections;

/// <summary>What is counted of what goes to a client: what it got, however soon it took it.</summary>
public sealed class Http1OutputTests
{
    private static readonly byte[] Piece = new byte[8191];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Piece_is_counted_whenever_the_client_takes_it(int looks)
    {
        var output = new Http1Output(new TakenLater(looks), TimeProvider.System);

        await output.SendAsync(Piece);
        await output.SendAsync(Piece);

        Assert.Equal(2 * Piece.Length, output.BytesWritten);
        Assert.Equal(0, output.StalledSince);
    }

    [Fact]
    public async Task Piece_that_the_client_does_not_take_is_not_counted()
    {
        var output = new Http1Output(new TakenLater(looks: 1, new IOException()), TimeProvider.System);

        await Assert.ThrowsAsync<IOException>(async () => await output.SendAsync(Piece));

        Assert.Equal(0, output.BytesWritten);
        Assert.Equal(0, output.StalledSince);
    }

    /// <summary>Everything that is written to it is taken, or fails, after so many looks whether it is.</summary>
    private sealed class TakenLater(int looks, Exception? problem = null) : MemoryStream, IValueTaskSource
    {
        private int _looks;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _looks = looks;
            return new ValueTask(this, 0);
        }

        public ValueTaskSourceStatus GetStatus(short token) =>
            _looks-- > 0 ? ValueTaskSourceStatus.Pending
            : problem is null ? ValueTaskSourceStatus.Succeeded
            : ValueTaskSourceStatus.Faulted;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            ThreadPool.UnsafeQueueUserWorkItem(continuation, state, preferLocal: false);

        public void GetResult(short token)
        {
            if (problem is not null)
            {
                throw problem;
            }
        }
    }
}
