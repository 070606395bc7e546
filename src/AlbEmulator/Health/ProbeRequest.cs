using System.Net;
using System.Text;
using AlbEmulator.Model;

namespace AlbEmulator.Health;

/// <summary>
/// What a health check sends. AWS documents the method, Host, User-Agent and that the connection is closed;
/// Accept-Encoding is what target owners quote, last in order.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
internal static class ProbeRequest
{
    public const string UserAgent = "ELB-HealthChecker/2.0";

    public const string AcceptEncoding = "gzip, compressed";

    /// <summary>A request of HTTP/1.1, to the byte.</summary>
    public static byte[] Http1(IPEndPoint endPoint, HealthCheck settings) => Encoding.UTF8.GetBytes(
        $"GET {settings.Path} HTTP/1.1\r\n"
        + $"Host: {Host(endPoint, settings.Protocol)}\r\n"
        + "Connection: close\r\n"
        + $"User-Agent: {UserAgent}\r\n"
        + $"Accept-Encoding: {AcceptEncoding}\r\n"
        + "\r\n");

    /// <summary>The address, with its port unless it is the default one of the protocol; IPv6 in brackets.</summary>
    public static string Host(IPEndPoint endPoint, TargetGroupProtocol protocol)
    {
        var authority = endPoint.ToString();
        var isDefault = endPoint.Port == (protocol == TargetGroupProtocol.Https ? 443 : 80);
        return isDefault ? authority[..authority.LastIndexOf(':')] : authority;
    }
}
