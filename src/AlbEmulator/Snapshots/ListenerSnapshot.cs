using System.Globalization;
using System.Net;
using AlbEmulator.Authentication;
using AlbEmulator.Faults;
using AlbEmulator.Forwarding;
using AlbEmulator.Listeners;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules;
using AlbEmulator.Stickiness;

namespace AlbEmulator.Snapshots;

/// <summary>A listener with all that its requests need, ready-made.</summary>
internal sealed class ListenerSnapshot(
    LoadBalancer loadBalancer, Listener listener, RuleTable rules, CookieSeals cookieSeals)
{
    public LoadBalancer LoadBalancer => loadBalancer;

    public Listener Listener => listener;

    /// <summary><c>app/NAME/16HEX</c>, for the log.</summary>
    public string LoadBalancerId { get; } = loadBalancer.ResourceId;

    public TimeSpan IdleTimeout { get; } = loadBalancer.Attributes.IdleTimeout;

    /// <summary>How its requests are forwarded.</summary>
    public RequestConfigs RequestConfigs { get; } = new(loadBalancer.Attributes.IdleTimeout);

    /// <summary>How long a connection may live.</summary>
    public TimeSpan ClientKeepAlive { get; } = loadBalancer.Attributes.ClientKeepAlive;

    public DesyncMitigationMode DesyncMitigationMode { get; } = loadBalancer.Attributes.DesyncMitigationMode;

    /// <summary>Names of its Kestrel endpoints, which are the keys of the listener in every snapshot.</summary>
    public IReadOnlyList<string> EndpointNames { get; } =
        [.. KestrelProjection.EndPoints(loadBalancer, listener).Select(KestrelProjection.EndpointName)];

    /// <summary>Where it binds, in each of its families.</summary>
    public IEnumerable<IPEndPoint> EndPoints => KestrelProjection.EndPoints(loadBalancer, listener);

    /// <summary>The address of the load balancer's node, by that on which a connection was accepted.</summary>
    public NodeAddress Node { get; } = new(loadBalancer.BindAddresses);

    public int Port { get; } = listener.Port;

    /// <summary>What is made of the hosts of its requests.</summary>
    public required RequestHosts Hosts { get; init; }

    /// <summary>X-Forwarded-Port.</summary>
    public string PortText { get; } = listener.Port.ToString(CultureInfo.InvariantCulture);

    public RuleTable Rules => rules;

    /// <summary>What comes back from providers; null where nobody logs in.</summary>
    public Logins? Logins { get; init; }

    /// <summary>Which requests no rule sees; null where nobody logs in.</summary>
    public LoginRequests? LoginRequests { get; init; }

    /// <summary>What the journal does not show of its requests; null for nothing.</summary>
    public HiddenHeaders? Hidden { get; init; }

    /// <summary>What is counted of its load balancer.</summary>
    public LoadBalancerMetrics Metrics { get; init; } = LoadBalancerMetrics.Unread;

    /// <summary>What may be done to its requests.</summary>
    public InjectedFaults Faults { get; init; } = InjectedFaults.None;

    /// <summary>Seals and opens the cookies of sticky clients.</summary>
    public CookieSeals CookieSeals => cookieSeals;

    /// <summary>What clients are told and shown; null on an HTTP listener.</summary>
    public ServerHandshake? Handshake { get; init; }

    /// <summary>What every response has besides its own headers, and without which; null where nothing is changed.</summary>
    public ResponseHeaders? ResponseHeaders { get; } = ResponseHeaders.Of(listener.Attributes);

    /// <summary>Whether clients speak TLS.</summary>
    public bool IsHttps { get; } = listener.Protocol == ListenerProtocol.Https;

    /// <summary>Whether responses tell where their request went: <c>Alb:DebugHeaders</c>.</summary>
    public bool HasDebugHeaders { get; init; }
}
