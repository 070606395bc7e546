using System.Net;
using AlbEmulator.Http1;
using AlbEmulator.Requests;

namespace AlbEmulator.BackEndConnections;

/// <summary>
/// The body of a request, each piece of which goes out as it comes: the HTTP client would wait until its buffer is full.
/// </summary>
internal sealed class StreamedBody : HttpContent
{
    private readonly HttpContent _body;
    private readonly AlbRequest _request;

    /// <param name="body">The client's.</param>
    /// <param name="request">Whose it is.</param>
    public StreamedBody(HttpContent body, AlbRequest request)
    {
        (_body, _request) = (body, request);
        foreach (var (name, values) in body.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var flushed = new FlushedStream(stream, _request);
        await _body.CopyToAsync(flushed, context, cancellationToken);
        if (flushed.Failure is { } failure)
        {
            // YARP leaves it to the HTTP client to find that bytes are missing, which costs it a rendered stack trace.
            throw failure;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        // A length that the client told stands among the headers.
        length = 0;
        return false;
    }

    /// <summary>A handler that has bodies streamed.</summary>
    public sealed class Handler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var uri = (Http2TargetUri)request.RequestUri!;
            request.Content = request.Content is { } body ? new StreamedBody(body, uri.Request) : uri.HeadersOfNoBody;
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class FlushedStream(Stream stream, AlbRequest request) : WriteOnlyStream
    {
        /// <summary>Why the target did not take a piece; null as long as it took all.</summary>
        public IOException? Failure { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                request.IsTargetBehind = true;
                await stream.WriteAsync(buffer, cancellationToken);
                await stream.FlushAsync(cancellationToken);
                request.IsTargetBehind = false;
            }
            catch (IOException failure)
            {
                Failure = failure;
                throw;
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);
    }
}
