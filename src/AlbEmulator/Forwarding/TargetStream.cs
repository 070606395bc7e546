using System.Net.Sockets;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>A plain connection to an HTTP/1.1 target.</summary>
internal sealed class TargetStream(Socket socket, OpenConnection connection, TargetConnections connections)
    : TargetSocket(socket, connection, connections)
{
    private readonly TargetExchange _exchange = new(connection);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _exchange.ReceiveAsync(buffer, base.ReadAsync(buffer, cancellationToken));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.WriteAsync(_exchange.Sending(buffer), cancellationToken);
}
