using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>The certificates of all HTTPS listeners; one that did not change stays the same, and its sessions with it.</summary>
internal sealed partial class ServerCertificates(
    AlbSettings settings, DevelopmentCertificate development, ILogger<ServerCertificates> log)
{
    private readonly HashSet<string> _toldPolicies = [];
    private Dictionary<Certificate, ServerCertificate> _loaded = [];
    private IReadOnlyList<Certificate> _forDevelopment = [];
    private NamedCertificates? _forClients;

    /// <summary>The handshake of each HTTPS listener, by the listener's ARN.</summary>
    public IReadOnlyDictionary<string, ServerHandshake> For(Topology topology)
    {
        var loaded = new Dictionary<Certificate, ServerCertificate>();
        var byListener = new Dictionary<string, ServerHandshake>();
        var forDevelopment = DevelopmentNames.AreNeeded(topology) ? development.For(DevelopmentNames.Of(topology)) : [];
        if (!forDevelopment.SequenceEqual(_forDevelopment))
        {
            (_forDevelopment, _forClients) = (forDevelopment, new NamedCertificates(ForClient));
        }

        foreach (var loadBalancer in topology.LoadBalancers)
        {
            foreach (var listener in loadBalancer.Listeners)
            {
                if (listener.Protocol == ListenerProtocol.Https)
                {
                    var isOwn = listener.Certificates.Count > 0;
                    ServerCertificate[] certificates =
                        [.. (isOwn ? listener.Certificates : forDevelopment).Select(certificate => Loaded(certificate, loaded))];
                    byListener[listener.Arn] = new ServerHandshake(
                        listener, loadBalancer.Attributes.HasHttp2, certificates, isOwn ? null : _forClients);
                    Tell(listener);
                }
            }
        }

        _loaded = loaded;
        return byListener;
    }

    private ServerCertificate Loaded(Certificate certificate, Dictionary<Certificate, ServerCertificate> loaded)
    {
        if (!loaded.TryGetValue(certificate, out var ready))
        {
            ready = _loaded.GetValueOrDefault(certificate) ?? Load(certificate);
            loaded.Add(certificate, ready);
        }

        return ready;
    }

    private ServerCertificate Load(Certificate certificate) => new(certificate, settings.Region, settings.AccountId);

    private ServerCertificate? ForClient(string serverName) =>
        development.ForClient(serverName) is { } certificate ? Load(certificate) : null;

    /// <summary>Once, and only of a policy that somebody wrote down.</summary>
    private void Tell(Listener listener)
    {
        var differences = string.Join("; ", listener.SslPolicy.Differences());
        if (listener.IsSslPolicyWritten && differences.Length > 0 && _toldPolicies.Add(listener.SslPolicy.Name))
        {
            LogDifferences(listener.SslPolicy.Name, differences);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Policy} differs from AWS's here: {Differences}.")]
    private partial void LogDifferences(string policy, string differences);
}
