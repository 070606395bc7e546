using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Machine;

/// <summary>Why a port cannot be bound, and what to do about it.</summary>
internal static class UnboundPort
{
    /// <summary>Below it ports need rights, unless the system says otherwise.</summary>
    public const int FirstFree = 1024;

    /// <summary>Such as <c>another program has it, node (process 4711)</c>.</summary>
    /// <param name="endPoint">Where.</param>
    /// <param name="exception">Of a socket, or Kestrel's for a port that is taken.</param>
    public static string Reason(IPEndPoint endPoint, Exception exception) => ErrorOf(exception) switch
    {
        SocketError.AddressAlreadyInUse => PortHolder.Of(endPoint) is { } holder
            ? $"another program has it, {holder}"
            : "another program has it",
        SocketError.AccessDenied => NeedsRights(endPoint)
            ? $"ports below {FirstFree} need rights that the emulator does not have"
            : "it needs rights that the emulator does not have",
        SocketError.AddressNotAvailable => "this machine does not have the address",
        SocketError.TooManyOpenSockets => "no descriptor is left for it",
        _ => OneLine.Of(exception.Message, 200),
    };

    /// <summary>What to do then.</summary>
    /// <param name="endPoint">Where.</param>
    /// <param name="exception">As for <see cref="Reason"/>.</param>
    /// <param name="elsewhere">How another port is said.</param>
    public static string Remedy(IPEndPoint endPoint, Exception exception, string elsewhere) => ErrorOf(exception) switch
    {
        SocketError.AccessDenied when NeedsRights(endPoint) && OperatingSystem.IsLinux() =>
            $"{elsewhere}, or let every program bind it with sudo sysctl net.ipv4.ip_unprivileged_port_start={endPoint.Port}",
        SocketError.AddressNotAvailable => "write one that it has, such as 127.0.0.1, or 0.0.0.0 for all of them",
        SocketError.TooManyOpenSockets => "raise the limit of open files (ulimit -n)",
        SocketError.AccessDenied => elsewhere,
        _ => $"free it, or {elsewhere}",
    };

    private static bool NeedsRights(IPEndPoint endPoint) => endPoint.Port < FirstFree;

    /// <summary>What Kestrel says in other words has the socket's within.</summary>
    private static SocketError? ErrorOf(Exception? exception) => exception switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        _ => ErrorOf(exception.InnerException),
    };
}
