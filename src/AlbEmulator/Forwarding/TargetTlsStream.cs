using System.Net.Security;
using System.Runtime.CompilerServices;

namespace AlbEmulator.Forwarding;

/// <summary>A connection to an HTTP/1.1 target over TLS. The certificate of a target is not validated.</summary>
internal sealed class TargetTlsStream(Stream inner) : SslStream(inner, leaveInnerStreamOpen: false)
{
    private readonly TargetExchange _exchange = new();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = base.ReadAsync(buffer, cancellationToken);
        return buffer.IsEmpty || _exchange.IsUpgraded ? read : ReceivedAsync(buffer, read);
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
