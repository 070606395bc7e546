using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>Where a registered target is: one of the addresses of its <c>Id</c>, with its port.</summary>
/// <param name="EndPoint">Null for a Lambda function, which has none.</param>
/// <param name="Name"><c>ip:port</c> as the log writes it, IPv6 without brackets; the ARN of a function.</param>
internal sealed record TargetAddress(IPEndPoint? EndPoint, string Name)
{
    /// <summary><c>ip:port</c> as a URL writes it, IPv6 in brackets.</summary>
    public string Authority => EndPoint is null ? "function.invalid" : EndPoint.ToString();

    /// <summary>Every address of a group's targets, each once.</summary>
    /// <param name="group">The group.</param>
    /// <param name="addressesOf">What the <c>Id</c> of a target stands for.</param>
    public static IReadOnlyList<(Target Target, TargetAddress Address)> Of(
        TargetGroup group, Func<string, TargetGroupAddressType, IReadOnlyList<IPAddress>> addressesOf) =>
        group.TargetType == TargetType.Lambda
            ? [.. group.Targets.Select(target => (target, new TargetAddress(null, target.Id)))]
            : [.. group.Targets
                .SelectMany(target => addressesOf(target.Id, group.IpAddressType).Select(ip => (target, At(ip, target.Port))))
                .DistinctBy(registered => registered.Item2.Name)];

    private static TargetAddress At(IPAddress ip, int port) => new(new IPEndPoint(ip, port), $"{ip}:{port}");
}
