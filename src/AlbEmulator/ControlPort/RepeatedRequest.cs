using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using AlbEmulator.Http1;
using AlbEmulator.Journal;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.ControlPort;

/// <summary>
/// A request of the journal as it is sent once more, on a connection of its own: over HTTP/1 the bytes of the client's head, over
/// HTTP/2 its method, URL and headers.
/// </summary>
internal sealed class RepeatedRequest : IDisposable
{
    private readonly HttpRequestMessage _message;
    private readonly byte[]? _head;

    private RepeatedRequest(HttpRequestMessage message, byte[]? head) => (_message, _head) = (message, head);

    /// <summary>The request, or why there is none.</summary>
    public static (RepeatedRequest? Request, string? Problem) Of(JournalEntry entry)
    {
        ref readonly var line = ref entry.Line;
        if (line.Method is not { } method || line.Uri is not { } uri || line.Version is null)
        {
            return (null, "it could not be read when it came");
        }

        if (line.Type is "ws" or "wss" || method == "CONNECT")
        {
            return (null, method == "CONNECT" ? "it is a CONNECT" : "it opened a WebSocket");
        }

        if (entry.Headers is not { } noted)
        {
            return (null, "its headers were left out, since those of all requests together take 64 MB at most");
        }

        if (HasBody(noted, method))
        {
            return (null, "it had a body, or may have had one, and bodies are not kept: send it with curl");
        }

        var host = Uri.CheckHostName(line.Host) == UriHostNameType.Unknown ? "localhost" : line.Host;
        if (noted.ReceivedHead is { } head)
        {
            // The message stands for it: the client that reads the answer has to know its method and its protocol.
            var message = new HttpRequestMessage(new HttpMethod(method), new UriBuilder(line.Scheme, host).Uri);
            return (new RepeatedRequest(message, [.. head.TrimEnd("\r\n"u8).Span, .. "\r\n\r\n"u8]), null);
        }

        if (!uri.StartsWith('/') || uri.Any(static letter => letter is <= ' ' or >= '\x7F'))
        {
            return (null, "its URL is not one that a client of HTTP/2 can send");
        }

        // The path goes out as it came, dots and escapes included.
        var url = new Uri(
            new UriBuilder(line.Scheme, host).Uri.GetLeftPart(UriPartial.Authority) + uri,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        return (new RepeatedRequest(Http2Message(method, url, noted), null), null);
    }

    /// <summary>Its status, once its whole answer was read.</summary>
    public async Task<int> SendAsync(IPEndPoint listener, CancellationToken ended)
    {
        using var client = new HttpMessageInvoker(Handler(listener));
        using var response = await client.SendAsync(_message, ended);
        await response.Content.CopyToAsync(Stream.Null, ended);
        return (int)response.StatusCode;
    }

    public void Dispose() => _message.Dispose();

    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "The listener is this program's own.")]
    private SocketsHttpHandler Handler(IPEndPoint listener)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
            ConnectCallback = (_, ended) => ConnectedSocket.OfAsync(
                new Socket(listener.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, new IPEndPoint(Addresses.Reached(listener.Address), listener.Port), ended),
        };
        if (_head is not null)
        {
            handler.PlaintextStreamFilter = (connection, _) => new(new HeadInPlace(connection.PlaintextStream, _head));
        }

        return handler;
    }

    private static bool HasBody(NotedHeaders noted, string method)
    {
        var hasLength = false;
        foreach (var (name, values) in noted.Received)
        {
            if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                hasLength = true;
                if (values != "0")
                {
                    return true;
                }
            }
        }

        // A body of HTTP/2 needs no length.
        return noted.IsClientHttp2 && !hasLength && method is not ("GET" or "HEAD" or "OPTIONS" or "DELETE");
    }

    private static HttpRequestMessage Http2Message(string method, Uri url, NotedHeaders noted)
    {
        var message = new HttpRequestMessage(new HttpMethod(method), url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var (name, values) in noted.Received)
        {
            foreach (var value in values)
            {
                // What is said of a body goes with one, of which nobody says how long it is.
                _ = message.Headers.TryAddWithoutValidation(name, value)
                    || (message.Content ??= new Nothing()).Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private sealed class Nothing : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>A connection on which the first that is written is the client's head, whatever was to be written.</summary>
    private sealed class HeadInPlace(Stream connection, byte[] head) : DuplexStream
    {
        private bool _isWritten;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            connection.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var bytes = _isWritten ? buffer : head;
            _isWritten = true;
            return connection.WriteAsync(bytes, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            connection.Dispose();
            base.Dispose(disposing);
        }
    }
}
