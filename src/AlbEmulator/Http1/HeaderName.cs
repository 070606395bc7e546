using System.Buffers;
using System.Text;

namespace AlbEmulator.Http1;

/// <summary>The names of headers that mean something to a load balancer; all others are <see cref="Other"/>.</summary>
internal enum HeaderName : byte
{
    Other,
    Te,
    Host,
    Date,
    Cookie,
    Expect,
    Server,
    Upgrade,
    Trailer,
    SetCookie,
    Connection,
    KeepAlive,
    UserAgent,
    ContentType,
    ContentLength,
    XForwardedFor,
    XAmznTraceId,
    XForwardedPort,
    XForwardedProto,
    TransferEncoding,
}

/// <summary>Tells names apart, in any case.</summary>
internal static class KnownHeaders
{
    /// <summary>Bytes of the longest of them.</summary>
    private const int Longest = 17;

    /// <inheritdoc cref="Of(ReadOnlySpan{byte})"/>
    public static HeaderName Of(string name)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        return Ascii.FromUtf16(name, bytes, out var length) == OperationStatus.Done ? Of(bytes[..length]) : HeaderName.Other;
    }

    /// <summary>Which of them it is.</summary>
    public static HeaderName Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => Is(name, "TE"u8, HeaderName.Te),
        4 => (name[0] | 0x20) == 'h' ? Is(name, "Host"u8, HeaderName.Host) : Is(name, "Date"u8, HeaderName.Date),
        6 => (name[0] | 0x20) switch
        {
            'c' => Is(name, "Cookie"u8, HeaderName.Cookie),
            'e' => Is(name, "Expect"u8, HeaderName.Expect),
            _ => Is(name, "Server"u8, HeaderName.Server),
        },
        7 => (name[0] | 0x20) == 'u' ? Is(name, "Upgrade"u8, HeaderName.Upgrade) : Is(name, "Trailer"u8, HeaderName.Trailer),
        10 => (name[0] | 0x20) switch
        {
            's' => Is(name, "Set-Cookie"u8, HeaderName.SetCookie),
            'c' => Is(name, "Connection"u8, HeaderName.Connection),
            'k' => Is(name, "Keep-Alive"u8, HeaderName.KeepAlive),
            _ => Is(name, "User-Agent"u8, HeaderName.UserAgent),
        },
        12 => Is(name, "Content-Type"u8, HeaderName.ContentType),
        14 => Is(name, "Content-Length"u8, HeaderName.ContentLength),
        15 => (name[2] | 0x20) == 'f'
            ? Is(name, "X-Forwarded-For"u8, HeaderName.XForwardedFor)
            : Is(name, "X-Amzn-Trace-Id"u8, HeaderName.XAmznTraceId),
        16 => Is(name, "X-Forwarded-Port"u8, HeaderName.XForwardedPort),
        17 => (name[0] | 0x20) == 'x'
            ? Is(name, "X-Forwarded-Proto"u8, HeaderName.XForwardedProto)
            : Is(name, "Transfer-Encoding"u8, HeaderName.TransferEncoding),
        _ => HeaderName.Other,
    };

    /// <summary>Whether a header of an answer speaks of the connection that brought it, or of where its body ends there.</summary>
    public static bool IsOfConnection(HeaderName name) => name is HeaderName.Upgrade or HeaderName.Connection
        or HeaderName.KeepAlive or HeaderName.ContentLength or HeaderName.TransferEncoding;

    private static HeaderName Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted, HeaderName known) =>
        Ascii.EqualsIgnoreCase(name, wanted) ? known : HeaderName.Other;
}
