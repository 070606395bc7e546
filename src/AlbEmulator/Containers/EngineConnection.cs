using System.Net.Sockets;

namespace AlbEmulator.Containers;

/// <summary>A connection to an engine, of which no more than so many bytes are read.</summary>
internal sealed class EngineConnection(Socket socket, long longest) : NetworkStream(socket, ownsSocket: true)
{
    private long _read;

    public override int Read(Span<byte> buffer) => Counted(base.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Counted(base.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await base.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private int Counted(int read)
    {
        _read += read;
        return _read <= longest ? read : throw new IOException($"it says more than {longest} bytes");
    }
}
