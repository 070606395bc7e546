using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>What is said of a port of a Gateway: its TLS, its certificates, its attributes.</summary>
internal sealed class PortSettings(
    LoadBalancerSettings settings, IReadOnlyList<GatewayListener> listeners, IReadOnlyList<AttachedRoute> routes, ListenerSecrets secrets, Import import)
{
    private static readonly string[] OfHttps = ["sslPolicy", "defaultCertificate", "certificates", "mutualAuthentication"];

    private readonly GatewayListener _first = listeners[0];

    /// <summary>That of <c>listenerConfigurations</c> that is for the port; null for none.</summary>
    private Node? Configuration { get; } = settings.Listeners.FirstOrDefault(item => IsFor(item, listeners[0]));

    public IEnumerable<Entry> Properties()
    {
        if (_first.IsHttps)
        {
            if (Configuration.Value("sslPolicy") is { } policy)
            {
                yield return Nodes.Entry(ListenerShape.SslPolicy.Name, policy);
            }

            if (Certificates() is { Count: > 0 } certificates
                && AwsCertificates.Here(import, Nodes.Sequence(certificates[0].Origin, certificates)) is { } here)
            {
                yield return Nodes.Entry(ListenerShape.Certificates.Name, here);
            }

            if (Mutual() is { } mutual)
            {
                yield return Nodes.Entry(ListenerShape.MutualAuthentication.Name, mutual);
            }
        }
        else
        {
            foreach (var field in OfHttps.Select(name => (Name: name, Node: Configuration.Field(name))).Where(field => field.Node is not null))
            {
                import.Note(field.Node!.Origin, $"{field.Name} has no effect: the listener at port {_first.Port} has the protocol HTTP");
            }
        }

        if (Configuration.Field("quicEnabled").TryFlag(out var isQuic) && isQuic)
        {
            import.Tell(Configuration.Find("quicEnabled")!.Origin, "quicEnabled is for listeners of UDP: an Application Load Balancer has none, remove it");
        }

        foreach (var attributes in KeyValues.Attributes(ListenerShape.Attributes, [.. KeyValues.Pairs(Configuration.Field("listenerAttributes"))]))
        {
            yield return attributes;
        }
    }

    /// <summary>Notes those of <c>listenerConfigurations</c> that are for no port.</summary>
    public static void NoteOthers(LoadBalancerSettings settings, Manifest gateway, IReadOnlyList<GatewayListener> listeners, Import import)
    {
        foreach (var item in settings.Listeners.Where(item => !listeners.Any(listener => IsFor(item, listener))))
        {
            import.Note(
                item.Find("protocolPort")?.Origin ?? item.Origin,
                $"the listenerConfiguration {Quoted.Text(item.Text("protocolPort"))} is for no listener of {gateway.Words}: it has no effect");
        }
    }

    private static bool IsFor(Node item, GatewayListener listener) => string.Equals(
        item.Text("protocolPort"),
        string.Create(CultureInfo.InvariantCulture, $"{listener.Protocol}:{listener.Port}"),
        StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<Node> Certificates()
    {
        List<Node> written =
        [
            .. Configuration.Value("defaultCertificate") is { } usual ? [usual] : (Node[])[],
            .. Configuration.Field("certificates").Items(),
        ];
        if (written.Count == 0)
        {
            return secrets.CertificatesOf(listeners, listeners.Select(listener => listener.Host).Concat(routes.SelectMany(route => route.Hosts)).Where(host => host.Length > 0));
        }

        return
        [
            .. written.DistinctBy(arn => arn.AnyText())
                .Select(arn => Nodes.Mapping(arn.Origin, Nodes.Entry(CertificateShape.CertificateArn.Name, arn))),
        ];
    }

    private Node.Mapping? Mutual()
    {
        if (Configuration.Field("mutualAuthentication") is not { } written)
        {
            return null;
        }

        if (written.Value("mode") is not { } mode)
        {
            import.Tell(written.Origin, "mutualAuthentication has no mode: write off, passthrough or verify");
            return null;
        }

        var mutual = new MutualTls(
            written.Origin,
            mode,
            written.Value("trustStore"),
            written.Field("ignoreClientCertificateExpiry") as Node.Scalar,
            written.Value("advertiseTrustStoreCaNames"));
        if (mutual.Problem is { } problem)
        {
            import.Tell(written.Origin, $"mutualAuthentication {problem}");
            return null;
        }

        return mutual.Build(import);
    }
}
