using System.Net;
using AlbEmulator.Model;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>How YARP forwards the requests of a listener, for each version of HTTP that targets speak.</summary>
/// <param name="idleTimeout">
/// Of its load balancer. In AWS a target group belongs to one load balancer at most, so that it is also the group's.
/// </param>
internal sealed class RequestConfigs(TimeSpan idleTimeout)
{
    private readonly ForwarderRequestConfig _http1 = Exactly(HttpVersion.Version11, idleTimeout);
    private readonly ForwarderRequestConfig _http2 = Exactly(HttpVersion.Version20, idleTimeout);

    public ForwarderRequestConfig Of(ProtocolVersion version) => version == ProtocolVersion.Http1 ? _http1 : _http2;

    private static ForwarderRequestConfig Exactly(Version version, TimeSpan idleTimeout) => new()
    {
        ActivityTimeout = idleTimeout,
        Version = version,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
