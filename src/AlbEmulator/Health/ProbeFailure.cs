using System.Net.Sockets;
using System.Security.Authentication;
using AlbEmulator.Descriptors;

namespace AlbEmulator.Health;

/// <summary>What an exception on the connection of a health check says of the target.</summary>
internal static class ProbeFailure
{
    public static ProbeOutcome Of(Exception exception) => exception switch
    {
        NoDescriptorException => new(ProbeEnd.NotMade, null, exception.Message),
        SocketException socket => new(EndOf(socket.SocketErrorCode), null, Words(socket)),
        AuthenticationException => new(ProbeEnd.Malformed, null, $"TLS failed: {Words(exception)}"),
        { InnerException: SocketException or AuthenticationException or IOException } => Of(exception.InnerException!),
        HttpRequestException or IOException => new(ProbeEnd.Malformed, null, Words(exception)),
        _ => new(ProbeEnd.InternalError, null, Words(exception)),
    };

    private static ProbeEnd EndOf(SocketError error) => error switch
    {
        SocketError.TimedOut => ProbeEnd.TimedOut,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => ProbeEnd.Reset,
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.AddressNotAvailable
            or SocketError.AccessDenied => ProbeEnd.InternalError,
        _ => ProbeEnd.Refused,
    };

    private static string Words(Exception exception) =>
        $"{char.ToLowerInvariant(exception.Message[0])}{exception.Message[1..]}";
}
