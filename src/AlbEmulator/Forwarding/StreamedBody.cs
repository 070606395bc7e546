using System.Net;
using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The body of a request, each piece of which goes out as it comes: the HTTP client would wait until its buffer is full.
/// </summary>
internal sealed class StreamedBody : HttpContent
{
    /// <summary>
    /// Bytes that are made up at most behind an early answer, in some 0.4 s: a client may announce more than there are
    /// bytes in the world.
    /// </summary>
    private const long MostMadeUp = 128L * 1024 * 1024 * 1024;

    private readonly HttpContent _body;
    private readonly AlbRequest? _request;
    private readonly EarlyAnswer? _answer;

    /// <param name="body">The client's.</param>
    /// <param name="uri">Where it goes; null where the load balancer itself asks.</param>
    public StreamedBody(HttpContent body, TargetUri? uri)
    {
        (_body, _request, _answer) = (body, uri?.Request, uri?.Answer);
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
        var flushed = new FlushedStream(stream, Headers.ContentLength, _request, _answer);
        await _body.CopyToAsync(flushed, context, cancellationToken);
        if (flushed.Failure is { } failure)
        {
            // YARP leaves it to the HTTP client to find that bytes are missing, which costs it a rendered stack trace.
            throw failure;
        }

        _answer?.End();
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
            var uri = TargetUri.Of(request);
            request.Content = request.Content is { } body ? new StreamedBody(body, uri) : uri?.HeadersOfNoBody;

            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class FlushedStream(Stream stream, long? contentLength, AlbRequest? request, EarlyAnswer? answer) : WriteOnlyStream
    {
        private long _bytes;

        /// <summary>Why the target did not take a piece; null as long as it took all.</summary>
        public IOException? Failure { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _bytes += buffer.Length;
            if (_bytes >= contentLength)
            {
                answer?.End();
            }

            try
            {
                if (answer is { HasCome: true } && contentLength - _bytes > MostMadeUp)
                {
                    throw new IOException("The target answered a request that has no end in any time.");
                }

                request?.IsTargetBehind = true;
                await WriteOwnAsync(buffer, cancellationToken);
                await FlushAsync(cancellationToken);
                request?.IsTargetBehind = false;
            }
            catch (IOException failure)
            {
                Failure = failure;
                throw;
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            EarlyAnswer.Written = answer;
            try
            {
                return stream.FlushAsync(cancellationToken);
            }
            finally
            {
                EarlyAnswer.Written = null;
            }
        }

        private ValueTask WriteOwnAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
        {
            EarlyAnswer.Written = answer;
            try
            {
                return stream.WriteAsync(buffer, cancellationToken);
            }
            finally
            {
                EarlyAnswer.Written = null;
            }
        }
    }
}
