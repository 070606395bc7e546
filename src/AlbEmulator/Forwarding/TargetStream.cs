using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace AlbEmulator.Forwarding;

/// <summary>A plain connection to an HTTP/1.1 target.</summary>
internal sealed class TargetStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private readonly TargetExchange _exchange = new();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = base.ReadAsync(buffer, cancellationToken);
        if (buffer.IsEmpty || _exchange.IsUpgraded)
        {
            return read;
        }

        return read.IsCompletedSuccessfully
            ? new ValueTask<int>(_exchange.Received(buffer.Span[..read.Result]))
            : ReceivedAsync(buffer, read);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.WriteAsync(_exchange.Sending(buffer), cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceivedAsync(Memory<byte> buffer, ValueTask<int> read)
    {
        var bytes = await read;
        return _exchange.Received(buffer.Span[..bytes]);
    }
}
