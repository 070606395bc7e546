using System.Net;
using AlbEmulator.Descriptors;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Health;

/// <summary>
/// Asks one target for its health, each time on a connection of its own.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
/// <param name="type">The first field of a line of the health check log.</param>
/// <param name="address">What is asked: <c>ip:port</c>, or the ARN of a function.</param>
internal abstract class Probe(HealthCheckType type, string address)
{
    /// <summary>The first field of a line of the health check log.</summary>
    public HealthCheckType Type => type;

    /// <summary>What is asked: <c>ip:port</c>, or the ARN of a function.</summary>
    public string Address => address;

    /// <summary>The probe of a target.</summary>
    /// <param name="group">To which it belongs.</param>
    /// <param name="target">The target.</param>
    /// <param name="policy">Of TLS with it.</param>
    /// <param name="descriptors">Whether there is one for its connection.</param>
    /// <param name="ofFunction">Makes those of Lambda functions; null where none can be invoked.</param>
    /// <returns>Null where the target cannot be asked.</returns>
    public static Probe? Of(
        TargetGroup group,
        RegisteredTarget target,
        SslPolicy policy,
        ProcessDescriptors descriptors,
        ProbeOfFunction? ofFunction)
    {
        if (target.Address.EndPoint is not { } endPoint)
        {
            return ofFunction?.Invoke(group, target);
        }

        var probe = At(endPoint, group, policy, descriptors);
        return target.Address.Otherwise is { } otherwise
            ? new LocalhostProbe(probe, At(otherwise, group, policy, descriptors))
            : probe;
    }

    /// <summary>Makes one check.</summary>
    /// <param name="timeout">Ends it; what it throws then says nothing.</param>
    public abstract Task<ProbeOutcome> CheckAsync(CancellationToken timeout);

    private static Probe At(IPEndPoint endPoint, TargetGroup group, SslPolicy policy, ProcessDescriptors descriptors)
    {
        var asked = new IPEndPoint(endPoint.Address, group.HealthCheck.Port ?? endPoint.Port);
        return group.ProtocolVersion switch
        {
            ProtocolVersion.Http1 => new Http1Probe(asked, group.HealthCheck, policy, descriptors),
            ProtocolVersion.Http2 => new Http2Probe(asked, group.HealthCheck, policy, descriptors),
            _ => new GrpcProbe(asked, group.HealthCheck, policy, descriptors),
        };
    }
}

/// <summary>The probe of a Lambda function: made by those who invoke functions.</summary>
internal delegate Probe ProbeOfFunction(TargetGroup group, RegisteredTarget function);
