using System.Net.Security;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>A connection to an HTTP/1.1 target over TLS.</summary>
internal sealed class TargetTlsStream(TargetSocket inner, OpenConnection connection)
    : SslStream(inner, leaveInnerStreamOpen: false)
{
    private readonly TargetExchange _exchange = new(connection);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _exchange.ReceiveAsync(buffer, base.ReadAsync(TargetExchange.Readable(buffer), cancellationToken));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var bytes = _exchange.Sending(buffer);
        return bytes.IsEmpty ? ValueTask.CompletedTask : base.WriteAsync(bytes, cancellationToken);
    }
}
