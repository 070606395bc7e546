using System.Globalization;
using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>Where a registered target is: one of the addresses of its <c>Id</c>, with its port.</summary>
/// <param name="EndPoint">Null for a Lambda function, which has none.</param>
/// <param name="Name"><c>ip:port</c> as the log writes it, IPv6 without brackets; the ARN of a function.</param>
internal sealed record TargetAddress(IPEndPoint? EndPoint, string Name)
{
    /// <summary>
    /// Where it is when <see cref="EndPoint"/> refuses a connection: the other address of <c>localhost</c>; null for all else.
    /// </summary>
    public IPEndPoint? Otherwise { get; private init; }

    /// <summary><c>ip:port</c> as a URL writes it, IPv6 in brackets; <c>localhost:port</c> where it is at either address.</summary>
    public string Authority => EndPoint is null ? "function.invalid"
        : Otherwise is null ? EndPoint.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{Target.Localhost}:{EndPoint.Port}");

    /// <summary>Every address of a group's targets, each once.</summary>
    /// <param name="group">The group.</param>
    /// <param name="addressesOf">What the <c>Id</c> of a target stands for.</param>
    public static IReadOnlyList<(Target Target, TargetAddress Address)> Of(
        TargetGroup group, Func<string, TargetGroupAddressType, IReadOnlyList<IPAddress>> addressesOf) =>
        group.TargetType == TargetType.Lambda
            ? [.. group.Targets.Select(target => (target, new TargetAddress(null, target.Id)))]
            : [.. group.Targets
                .SelectMany(target => addressesOf(target.Id, group.IpAddressType).Select(ip => (target, At(target, ip))))
                .DistinctBy(registered => registered.Item2.Name)];

    private static TargetAddress At(Target target, IPAddress ip) =>
        new(new IPEndPoint(ip, target.Port), $"{ip}:{target.Port}")
        {
            Otherwise = Target.IsLocalhost(target.Id) && ip.Equals(IPAddress.Loopback)
                ? new IPEndPoint(IPAddress.IPv6Loopback, target.Port)
                : null,
        };
}
