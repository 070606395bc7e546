using System.Runtime.CompilerServices;
using AlbEmulator.Http1;

namespace AlbEmulator.BackEndConnections;

/// <summary>A connection to a target that has switched protocols: bytes are only bytes. Ends in order where the target has drained.</summary>
internal sealed class TargetTunnel(TargetExchange exchange) : DuplexStream
{
    private readonly TargetConnection _connection = exchange.Connection;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var bytes = await _connection.Input.ReadAsync(buffer, isMuch: false);
            return _connection.IsAborted ? throw new OperationCanceledException(cancellationToken) : bytes;
        }
        catch (Exception exception) when (_connection.IsDrained && exception is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _connection.Stream.WriteAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        exchange.End(isWhole: false);
        base.Dispose(disposing);
    }
}
