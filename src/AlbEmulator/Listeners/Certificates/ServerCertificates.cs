using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>The certificates of all HTTPS listeners; one that did not change stays the same, and its sessions with it.</summary>
internal sealed partial class ServerCertificates(
    AlbSettings settings, DevelopmentCertificate development, ILogger<ServerCertificates> log)
{
    private readonly HashSet<string> _toldPolicies = [];
    private Dictionary<Certificate, ServerCertificate> _loaded = [];

    /// <summary>The handshake of each HTTPS listener, by the listener's ARN.</summary>
    public IReadOnlyDictionary<string, ServerHandshake> For(Topology topology)
    {
        var loaded = new Dictionary<Certificate, ServerCertificate>();
        var byListener = new Dictionary<string, ServerHandshake>();
        var forDevelopment = DevelopmentNames.AreNeeded(topology)
            ? development.For(DevelopmentNames.Of(topology))
            : null;
        foreach (var loadBalancer in topology.LoadBalancers)
        {
            foreach (var listener in loadBalancer.Listeners)
            {
                if (listener.Protocol == ListenerProtocol.Https)
                {
                    Certificate[] written = listener.Certificates.Count > 0 ? [.. listener.Certificates] : [forDevelopment!];
                    var certificates = Array.ConvertAll(written, certificate => Loaded(certificate, loaded));
                    byListener[listener.Arn] = new ServerHandshake(listener, loadBalancer.Attributes.HasHttp2, certificates);
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
            ready = _loaded.GetValueOrDefault(certificate)
                ?? new ServerCertificate(certificate, settings.Region, settings.AccountId);
            loaded.Add(certificate, ready);
        }

        return ready;
    }

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
