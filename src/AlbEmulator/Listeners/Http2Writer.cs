using System.IO.Pipelines;

namespace AlbEmulator.Listeners;

/// <summary>What Kestrel sends, on its way to the client: notes which stream each frame belongs to.</summary>
internal sealed class Http2Writer(PipeWriter inner, Http2Connection connection) : ClientWriter(inner, connection.Time)
{
    private readonly Http2Frames _frames = new(skip: 0);
    private ReadOnlyMemory<byte> _lease;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var lease = Inner.GetMemory(sizeHint);
        _lease = lease;
        return lease;
    }

    public override void Advance(int bytes)
    {
        var written = _lease.Span[..bytes];
        _lease = _lease[bytes..];
        while (_frames.TryTake(ref written, out var piece))
        {
            connection.Sent(piece);
        }

        Inner.Advance(bytes);
    }
}
