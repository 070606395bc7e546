using System.Globalization;
using System.Text;
using AlbEmulator.Requests;

namespace AlbEmulator.BackEndConnections;

/// <summary>
/// Where a request to an HTTP/2 target goes, with what its own room must know of it on the way through YARP and the HTTP
/// client: the options of a message would be a table for each request.
/// </summary>
internal sealed class Http2TargetUri : Uri
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <param name="targetAddress"><c>http://ip:port</c>, with or without a slash at its end.</param>
    /// <param name="request">That goes there. Bytes above 127 of its path, which no <see cref="Uri"/> can say, are escaped.</param>
    public Http2TargetUri(string targetAddress, AlbRequest request)
        : base($"{targetAddress.AsSpan().TrimEnd('/')}{Escaped(request.SentUri.Text)}", AsItIs) => Request = request;

    public AlbRequest Request { get; }

    /// <summary>
    /// Headers such as Content-Type of a request without a body, which the HTTP client takes from a body alone. YARP lets
    /// nobody but itself give a message one.
    /// </summary>
    public HttpContent? HeadersOfNoBody { get; private set; }

    /// <summary>The place of headers that the HTTP client takes from a body alone.</summary>
    public HttpContent OrNoBody(HttpContent? body) => body ?? (HeadersOfNoBody ??= new ByteArrayContent([]));

    private static string Escaped(string uri) => Ascii.IsValid(uri)
        ? uri
        : string.Concat(uri.Select(character => char.IsAscii(character)
            ? character.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"%{(int)character:X2}")));
}
