using System.Net;
using AlbEmulator.Http1;

namespace AlbEmulator.BackEndConnections;

/// <summary>The answer of an HTTP/1.1 target on its way through YARP. Its headers are those of its head, and nowhere else.</summary>
internal sealed class TargetResponse : HttpResponseMessage
{
    public TargetResponse(TargetExchange exchange, ResponseHead head)
        : base((HttpStatusCode)head.Status)
    {
        Head = head;
        Content = new StreamBody(head.Status == StatusCodes.Status101SwitchingProtocols
            ? new TargetTunnel(exchange)
            : new AnswerBody(exchange, this));
    }

    /// <summary>Stays as it is until the body is read for the first time.</summary>
    public ResponseHead Head { get; }
}
