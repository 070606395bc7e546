using AlbEmulator.Http1;
using AlbEmulator.Requests;

namespace AlbEmulator.Listeners;

/// <summary>The client's connection behind an answer that switched protocols: bytes both ways.</summary>
internal sealed class Http1Tunnel(Http1Connection connection) : DuplexStream
{
    private readonly WireInput _input = connection.Input;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var registration = cancellationToken.UnsafeRegister(static input => ((WireInput)input!).Interrupt(), _input);
        while (_input.Unread.IsEmpty)
        {
            if (!await _input.MoreAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                // As nginx has it, neither side outlives the other.
                connection.Leave();
                return 0;
            }
        }

        var unread = _input.Unread;
        var bytes = Math.Min(unread.Length, buffer.Length);
        unread[..bytes].CopyTo(buffer.Span);
        _input.Take(bytes);
        return bytes;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        connection.Output.SendAsync(buffer);
}
