using System.Net;
using System.Text;
using AlbEmulator.Http1;

namespace AlbEmulator.Forwarding;

/// <summary>The answer of an HTTP/1.1 target on its way through YARP. Its headers are those of its head, and nowhere else.</summary>
internal sealed class TargetResponse : HttpResponseMessage
{
    public TargetResponse(TargetExchange exchange, ResponseHead head)
        : base((HttpStatusCode)head.Status)
    {
        Head = head;
        Content = new Body(head.Status == StatusCodes.Status101SwitchingProtocols
            ? new TargetTunnel(exchange)
            : new AnswerBody(exchange, this));
        if (!Ascii.Equals(head.Reason, ReasonPhrase))
        {
            ReasonPhrase = Encoding.Latin1.GetString(head.Reason);
        }
    }

    /// <summary>Stays as it is until the body is read for the first time.</summary>
    public ResponseHead Head { get; }

    private sealed class Body(Stream stream) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(stream);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
