using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AlbEmulator.Model;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// A target of a group from its registration until it has drained: one object in every snapshot, so that what is known
/// of it goes on.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html"/>
/// </summary>
internal sealed class RegisteredTarget
{
    private volatile TargetHealth _health;

    /// <param name="targetGroup">Where it is registered.</param>
    /// <param name="target">What was registered.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="health">Until its first health check.</param>
    public RegisteredTarget(TargetGroup targetGroup, Target target, TargetAddress address, TargetHealth health)
    {
        _health = health;
        Target = target;
        Address = address;
        Key = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(address.Name)));
        var scheme = targetGroup.Protocol == TargetGroupProtocol.Https ? "https" : "http";
        Destination = new DestinationState(
            address.Name, new DestinationModel(new DestinationConfig { Address = $"{scheme}://{address.Authority}" }));
    }

    /// <summary>What was registered.</summary>
    public Target Target { get; }

    public TargetAddress Address { get; }

    /// <summary><c>ip:port</c> as the log writes it.</summary>
    public string Name => Address.Name;

    /// <summary>Stands for the target in a cookie: the first 128 bits of the SHA-256 of its name.</summary>
    public UInt128 Key { get; }

    /// <summary>What YARP forwards to.</summary>
    public DestinationState Destination { get; }

    /// <summary>Requests that are under way to it.</summary>
    public int OutstandingRequests => Destination.ConcurrentRequestCount;

    /// <summary>Changed by <see cref="GroupTargets.Report"/> alone.</summary>
    public TargetHealth Health
    {
        get => _health;
        set => _health = value;
    }
}
