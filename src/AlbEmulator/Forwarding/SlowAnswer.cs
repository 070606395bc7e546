using System.Net;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Http1;
using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding;

/// <summary>An answer whose head goes to the client as ever, and whose body so many bytes in a second. A WebSocket has no body.</summary>
/// <param name="request">Whose answer it is.</param>
/// <param name="bytesPerSecond">1 at least.</param>
internal sealed class SlowAnswer(AlbRequest request, int bytesPerSecond) : TargetTransformer
{
    /// <summary>Into how many pieces a second is divided, where it has that many bytes.</summary>
    private const int PiecesPerSecond = 10;

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var isPassedOn = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null && proxyResponse.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            var whole = await proxyResponse.Content.ReadAsStreamAsync(cancellationToken);
            proxyResponse.Content = new StreamBody(new Body(whole, request, bytesPerSecond));
        }

        return isPassedOn;
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
                await request.Exchange.FlushHeadAsync();
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
    }
}
