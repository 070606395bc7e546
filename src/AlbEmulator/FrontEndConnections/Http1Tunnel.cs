using System.Runtime.CompilerServices;
using AlbEmulator.Http1;

namespace AlbEmulator.FrontEndConnections;

/// <summary>The client's connection behind an answer that switched protocols: bytes both ways.</summary>
internal sealed class Http1Tunnel(Http1Connection connection) : DuplexStream
{
    /// <summary>Bytes for which there is room where much comes.</summary>
    private const int Room = 16 * 1024;

    private readonly WireInput _input = connection.Input;
    private CancellationTokenRegistration _registration;
    private bool _isFull;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_registration == default)
        {
            // Whoever reads it does so with one token.
            _registration = cancellationToken.UnsafeRegister(static input => ((WireInput)input!).Interrupt(), _input);
        }

        return _input.Unread.IsEmpty ? WaitAsync(buffer, cancellationToken) : new(Take(buffer.Span));
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        connection.Output.SendAsync(buffer);

    protected override void Dispose(bool disposing)
    {
        _registration.Dispose();
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_input.Unread.IsEmpty)
        {
            if (!await _input.MoreAsync(_isFull ? Room : 1))
            {
                cancellationToken.ThrowIfCancellationRequested();
                // As nginx has it, neither side outlives the other.
                connection.Leave();
                return 0;
            }
        }

        return Take(buffer.Span);
    }

    private int Take(Span<byte> buffer)
    {
        var bytes = _input.Read(buffer);
        _isFull = bytes >= Http1Connection.InputLength;
        return bytes;
    }
}
