using System.Net;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The body of a request, each piece of which goes out as it comes: the HTTP client would wait until its buffer is full.
/// </summary>
internal sealed class StreamedBody : HttpContent
{
    private readonly HttpContent _body;

    public StreamedBody(HttpContent body)
    {
        _body = body;
        foreach (var (name, values) in body.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, default);

    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _body.CopyToAsync(new FlushedStream(stream), context, cancellationToken);

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
            // Bytes that are there already, such as the empty body that carries headers of a body, need no streaming.
            if (request.Content is not (null or ByteArrayContent))
            {
                request.Content = new StreamedBody(request.Content);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class FlushedStream(Stream stream) : WriteOnlyStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await stream.WriteAsync(buffer, cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);
    }
}
