using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>The certificates of all HTTPS listeners; one that did not change stays the same, and its sessions with it.</summary>
internal sealed class ServerCertificates(AlbSettings settings, DevelopmentCertificate development)
{
    private Dictionary<Certificate, ServerCertificate> _loaded = [];

    /// <summary>The default certificate of each HTTPS listener, by the listener's ARN.</summary>
    public IReadOnlyDictionary<string, ServerCertificate> For(Topology topology)
    {
        var loaded = new Dictionary<Certificate, ServerCertificate>();
        var byListener = new Dictionary<string, ServerCertificate>();
        var forDevelopment = DevelopmentNames.AreNeeded(topology)
            ? development.For(DevelopmentNames.Of(topology))
            : null;
        foreach (var listener in topology.LoadBalancers.SelectMany(loadBalancer => loadBalancer.Listeners))
        {
            if (listener.Protocol == ListenerProtocol.Https)
            {
                var certificate = listener.Certificates is [var first, ..] ? first : forDevelopment!;
                if (!loaded.TryGetValue(certificate, out var ready))
                {
                    ready = _loaded.GetValueOrDefault(certificate)
                        ?? new ServerCertificate(certificate, settings.Region, settings.AccountId);
                    loaded.Add(certificate, ready);
                }

                byListener[listener.Arn] = ready;
            }
        }

        _loaded = loaded;
        return byListener;
    }
}
