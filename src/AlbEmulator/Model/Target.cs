using System.Net;

namespace AlbEmulator.Model;

/// <summary>
/// One registered target.
/// </summary>
/// <param name="Id">
/// An IP address, or the ARN of a Lambda function; beyond AWS also a host name, or <c>echo</c> for a target the emulator
/// hosts.
/// </param>
/// <param name="Port">
/// 1–65535; 0 for a Lambda function, which has none, and for an echo target on a port that is free, which is another where
/// targets are hosted.
/// </param>
public sealed record Target(string Id, int Port)
{
    /// <summary>The <see cref="Id"/> of a target that the emulator itself hosts on loopback.</summary>
    public const string EchoId = "echo";

    /// <summary>Both addresses of loopback, by name.</summary>
    public const string Localhost = "localhost";

    /// <summary>Beyond AWS: the URL that invokes the Lambda function; null for that of the settings.</summary>
    public Uri? InvokeUrl { get; init; }

    public Origin Origin { get; init; } = Origin.None;

    /// <summary>Whether the emulator itself hosts this target.</summary>
    public bool IsEcho => Id == EchoId;

    /// <summary>
    /// Whether an <see cref="Id"/> is <c>localhost</c>: in target groups of IPv4 it is one target, at <c>127.0.0.1</c> or else
    /// at <c>::1</c>, whichever takes a connection, since many programs listen on one of them alone.
    /// </summary>
    public static bool IsLocalhost(string id) => id.Equals(Localhost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the emulator hosts the targets of a group, and where <c>localhost</c> is asked first.</summary>
    public static IPAddress LoopbackOf(TargetGroupAddressType type) =>
        type == TargetGroupAddressType.Ipv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
}
