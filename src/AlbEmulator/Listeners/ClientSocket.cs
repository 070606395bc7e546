using System.IO.Pipelines;
using System.Net.Sockets;
using AlbEmulator.Http1;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Listeners;

/// <summary>
/// An accepted socket as Kestrel wants a connection. Whoever speaks HTTP/1 in the clear reads and writes the socket itself;
/// for TLS, and for what Kestrel parses, there are pipes.
/// </summary>
internal sealed class ClientSocket :
    ConnectionContext, IConnectionIdFeature, IConnectionLifetimeFeature, IConnectionSocketFeature, IConnectionTransportFeature, IDuplexPipe
{
    private readonly CancellationTokenSource _closed = new();
    private IDuplexPipe? _transport;
    private PipeReader? _input;
    private PipeWriter? _output;
    private IDictionary<object, object?>? _items;
    private string? _id;
    private int _isClosed;

    public ClientSocket(Socket socket)
    {
        Socket = socket;
        socket.NoDelay = true;
        Stream = new WireSocket(socket);
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        Features.Set<IConnectionIdFeature>(this);
        Features.Set<IConnectionLifetimeFeature>(this);
        Features.Set<IConnectionSocketFeature>(this);
        Features.Set<IConnectionTransportFeature>(this);
    }

    public Socket Socket { get; }

    public WireSocket Stream { get; }

    public override string ConnectionId
    {
        get => _id ??= Guid.NewGuid().ToString("N");
        set => _id = value;
    }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    public override IDuplexPipe Transport
    {
        get => _transport ?? this;
        set => _transport = value;
    }

    PipeReader IDuplexPipe.Input =>
        _input ??= PipeReader.Create(Stream, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true));

    PipeWriter IDuplexPipe.Output => _output ??= PipeWriter.Create(Stream, new StreamPipeWriterOptions(leaveOpen: true));

    public override void Abort(ConnectionAbortedException abortReason) => Abort();

    public override void Abort() => Close();

    public override async ValueTask DisposeAsync()
    {
        Close();
        await Stream.DisposeAsync();
        await base.DisposeAsync();
    }

    private void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        try
        {
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other side was first.
        }

        _ = _closed.CancelAsync();
    }
}
