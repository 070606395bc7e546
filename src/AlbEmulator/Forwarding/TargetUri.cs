using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding;

/// <summary>
/// Where a request to a target goes, with what its own room must know of it on the way through YARP and the HTTP client:
/// the options of a message would be a table for each request.
/// </summary>
internal sealed class TargetUri(string uri, in UriCreationOptions options) : Uri(uri, options)
{
    /// <summary>The request that goes there.</summary>
    public AlbRequest? Request { get; set; }

    /// <summary>Of a request with a body over HTTP/1.1: whether the target answers before it has the whole of it.</summary>
    public EarlyAnswer? Answer { get; set; }

    /// <summary>
    /// Headers such as Content-Type of a request without a body, which the HTTP client takes from a body alone. YARP lets
    /// nobody but itself give a message one.
    /// </summary>
    public HttpContent? HeadersOfNoBody { get; private set; }

    /// <summary>The place of headers that the HTTP client takes from a body alone.</summary>
    public HttpContent OrNoBody(HttpContent? body) => body ?? (HeadersOfNoBody ??= new ByteArrayContent([]));

    public static TargetUri? Of(HttpRequestMessage? message) => message?.RequestUri as TargetUri;
}
