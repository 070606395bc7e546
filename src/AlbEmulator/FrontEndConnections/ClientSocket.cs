using System.Globalization;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using AlbEmulator.Http1;
using AlbEmulator.Listeners;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// An accepted socket as Kestrel wants a connection. Whoever speaks HTTP/1 reads and writes its stream, which is the socket or
/// TLS over it; for what Kestrel parses there are pipes.
/// </summary>
internal sealed class ClientSocket :
    ConnectionContext, IConnectionIdFeature, IConnectionLifetimeFeature, IConnectionSocketFeature, IConnectionTransportFeature, IDuplexPipe
{
    /// <summary>Of a connection, those that Kestrel adds included.</summary>
    private const int UsualFeatures = 10;

    /// <summary>How long a client may take to take the end of TLS.</summary>
    private static readonly TimeSpan TlsEnd = TimeSpan.FromSeconds(1);

    private static long _lastId;

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
        Plain = new WireSocket(socket);
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        Features.Set<IConnectionIdFeature>(this);
        Features.Set<IConnectionLifetimeFeature>(this);
        Features.Set<IConnectionSocketFeature>(this);
        Features.Set<IConnectionTransportFeature>(this);
    }

    public Socket Socket { get; }

    /// <summary>The socket as a stream.</summary>
    public WireSocket Plain { get; }

    /// <summary>TLS over it, once the handshake has succeeded; null without.</summary>
    public SslStream? Tls { get; private set; }

    /// <summary>Whether client and listener agreed on HTTP/2 in the handshake.</summary>
    public bool IsHttp2 => Tls is { } tls && tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2;

    /// <summary>What carries HTTP.</summary>
    public Stream Stream => Tls is { } tls ? tls : Plain;

    public override string ConnectionId
    {
        get => _id ??= Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        set => _id = value;
    }

    public override IFeatureCollection Features { get; } = new FeatureCollection(UsualFeatures);

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

    /// <summary>The handshake has succeeded: HTTP goes over TLS from here on.</summary>
    public void Secure(SslStream tls)
    {
        Tls = tls;
        if (!IsHttp2)
        {
            return;
        }

        // What Kestrel asks before it speaks HTTP/2.
        var agreed = new TlsFeatures(tls);
        Features.Set<ITlsConnectionFeature>(agreed);
        Features.Set<ITlsHandshakeFeature>(agreed);
        Features.Set<ITlsApplicationProtocolFeature>(agreed);
    }

    /// <summary>Ends the connection in order. A read that is outstanding ends first: in place, or since it hears that nothing comes.</summary>
    /// <param name="input">What comes over it.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">The client has left.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask EndAsync(WireInput input, TimeProvider time)
    {
        input.IsInterrupted = false;
        if (Tls is null && input.TryEndReading())
        {
            Plain.End(SocketShutdown.Both);
        }
        else if (input.IsReading && (Tls is null ? Plain.EndsReading() : Plain.EndsReceiving()))
        {
            await input.MoreAsync();
        }

        if (Tls is not null)
        {
            await EndTlsAsync(input, time);
        }
    }

    /// <summary>
    /// Tells the client over TLS that nothing follows: otherwise it cannot tell an answer that ends with its connection from one that
    /// was broken off. Not while something is read: OpenSSL can do one thing at a time. One who takes nothing is not waited for.
    /// </summary>
    /// <param name="input">What comes over it.</param>
    /// <param name="time">The clock.</param>
    public async ValueTask EndTlsAsync(WireInput input, TimeProvider time)
    {
        if (Tls is null || input.IsReading || input.IsBroken || Volatile.Read(ref _isClosed) != 0)
        {
            return;
        }

        try
        {
            await Tls.ShutdownAsync().WaitAsync(TlsEnd, time);
        }
        catch (Exception)
        {
            // Whatever it is: the connection ends with it or without.
        }
    }

    public override void Abort(ConnectionAbortedException abortReason) => Abort();

    public override void Abort()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            Plain.End(SocketShutdown.Both);
            _ = _closed.CancelAsync();
        }
    }

    /// <summary>Ends the connection with a reset: what is on its way to the client may be lost.</summary>
    public void Reset()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            Plain.Reset();
            _ = _closed.CancelAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            // Nobody is left whom it could hold up.
            _closed.Cancel();
        }

        await Plain.DisposeAsync();
        await base.DisposeAsync();
    }
}
