using AlbEmulator.Http1;

namespace AlbEmulator.Listeners;

/// <summary>The client's connection behind an answer that switched protocols: bytes both ways.</summary>
internal sealed class Http1Tunnel(Http1Connection connection) : Stream
{
    private readonly WireInput _input = connection.Input;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
