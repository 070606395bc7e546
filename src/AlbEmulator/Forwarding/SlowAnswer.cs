using System.Net;
using AlbEmulator.Http1;
using AlbEmulator.Requests;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>An answer whose head goes to the client as ever, and whose body so many bytes in a second. A WebSocket has no body.</summary>
/// <param name="request">Whose answer it is.</param>
/// <param name="bytesPerSecond">1 at least.</param>
/// <param name="other">What else is made of it.</param>
internal sealed class SlowAnswer(AlbRequest request, int bytesPerSecond, HttpTransformer other) : HttpTransformer
{
    /// <summary>Into how many pieces a second is divided, where it has that many bytes.</summary>
    private const int PiecesPerSecond = 10;

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken) =>
        other.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var isPassedOn = await other.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null && proxyResponse.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            proxyResponse.Content = new Content(proxyResponse.Content, request, bytesPerSecond);
        }

        return isPassedOn;
    }

    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) =>
        other.TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken);

    private sealed class Content(HttpContent whole, AlbRequest request, int bytesPerSecond) : HttpContent
    {
        protected override async Task<Stream> CreateContentReadStreamAsync() =>
            new Body(await whole.ReadAsStreamAsync(), request, bytesPerSecond);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            whole.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Each piece comes when all bytes up to its last have had their time.</summary>
    private sealed class Body(Stream whole, AlbRequest request, int bytesPerSecond) : ReadOnlyStream
    {
        private readonly int _piece = Math.Max(1, bytesPerSecond / PiecesPerSecond);
        private readonly TimeProvider _time = request.Connection.Time;
        private readonly long _began = request.Connection.Time.GetTimestamp();
        private TimeSpan _due;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await whole.ReadAsync(buffer.Length > _piece ? buffer[.._piece] : buffer, cancellationToken);
            if (read == 0)
            {
                return 0;
            }

            if (_due == TimeSpan.Zero)
            {
                await FlushHeadAsync();
            }

            var now = _time.GetElapsedTime(_began);
            _due = (_due > now ? _due : now) + TimeSpan.FromSeconds((double)read / bytesPerSecond);
            await Task.Delay(_due - now, _time, cancellationToken);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            whole.Dispose();
            base.Dispose(disposing);
        }

        private async ValueTask FlushHeadAsync()
        {
            try
            {
                await request.Exchange.FlushHeadAsync();
            }
            catch (IOException)
            {
                // The client has left, as whoever writes the body to it will hear.
            }
        }
    }
}
