using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What the Ingresses of a listener say of it: its TLS, its certificates, its attributes.</summary>
internal sealed class ListenerSettings(IngressListener listener, ServerSecrets secrets, Import import)
{
    private const string MutualAuthentication = "mutual-authentication";
    private const string Cidrs = "inbound-cidrs";
    private const string PrefixLists = "security-group-prefix-lists";

    public IEnumerable<Entry> Properties()
    {
        var members = listener.Members;
        TellFilters();
        if (listener.Port.IsHttps)
        {
            var policy = GroupSettings.One(members, "ssl-policy", member => member.Text("sslPolicy", "ssl-policy"));
            if (policy is not null)
            {
                yield return Nodes.Entry(ListenerShape.SslPolicy.Name, policy);
            }

            if (Certificates() is { Count: > 0 } certificates
                && AwsCertificates.Here(import, Nodes.Sequence(certificates[0].Origin, certificates)) is { } here)
            {
                yield return Nodes.Entry(ListenerShape.Certificates.Name, here);
            }

            if (GroupSettings.One(members, MutualAuthentication, Mutual) is { } mutual)
            {
                yield return Nodes.Entry(ListenerShape.MutualAuthentication.Name, mutual);
            }
        }

        var name = $"listener-attributes.{listener.Port.Protocol}-{listener.Port.Port}";
        foreach (var attributes in KeyValues.Attributes(ListenerShape.Attributes, GroupSettings.Merged(members, name, AttributesOfClass)))
        {
            yield return attributes;
        }
    }

    /// <summary>Security groups look at addresses of clients, which is not emulated.</summary>
    private void TellFilters()
    {
        foreach (var (annotation, ofClass) in new[] { (Cidrs, "inboundCIDRs"), (PrefixLists, "prefixListsIDs") })
        {
            var written = GroupSettings.One<Node>(
                listener.Members,
                annotation,
                member => member.OfClass(ofClass) ?? member.Annotations.Text(annotation),
                static (one, other) => Texts(one).Order(StringComparer.Ordinal).SequenceEqual(Texts(other).Order(StringComparer.Ordinal)));
            if (written is not null)
            {
                NotEmulated.NoteSources(written.Origin, $"{Annotations.Prefix}{annotation}", Texts(written), import);
            }
        }
    }

    private static IReadOnlyList<string> Texts(Node node) => node is Node.Scalar text
        ? GoValues.List(text.Text)
        : [.. node.Items().Select(item => item.AnyText())];

    /// <summary>The first of the first Ingress that has any is the default; the rest in their order, each once.</summary>
    private List<Node> Certificates()
    {
        var all = new List<Node>();
        foreach (var member in listener.Members)
        {
            all.AddRange(member.OfClass("certificateArn") is Node.Sequence ofClass ? ofClass.Items.Select(Arn)
                : member.Annotations.List(ListenPort.CertificateArn) is { Count: > 0 } arns ? arns.Select(Arn)
                : secrets.CertificatesOf(member));
        }

        return [.. all.DistinctBy(certificate => certificate.Find("CertificateArn").TryText(out var arn) ? arn : certificate.Origin.ToString())];
    }

    private static Node Arn(Node arn) => Nodes.Mapping(arn.Origin, Nodes.Entry(CertificateShape.CertificateArn.Name, arn));

    private IEnumerable<Entry>? AttributesOfClass(IngressMember member) => member.OfClass("listeners").Items()
        .Where(item => item.Find("protocol").TryAny(out var protocol) && protocol == listener.Port.Protocol
            && item.Find("port").TryInteger(out var port) && port == listener.Port.Port)
        .SelectMany(item => KeyValues.Pairs(item.Find("listenerAttributes")));

    /// <summary>What a member asks of clients' certificates at this port; null for nothing.</summary>
    private Node.Mapping? Mutual(IngressMember member)
    {
        var config = AnnotationObject.ListOf(member.Annotations, MutualAuthentication)?
            .FirstOrDefault(item => item.Number("port") is { } port && port.TryInteger(out var number) && number == listener.Port.Port);
        if (config?.Needed("mode") is not { } mode)
        {
            return null;
        }

        var mutual = new MutualTls(
            config.Origin, mode, config.Text("trustStore"), config.Flag("ignoreClientCertificateExpiry"), config.Text("advertiseTrustStoreCaNames"));
        if (mutual.Problem is { } problem)
        {
            config.Tell(problem);
            return null;
        }

        return mutual.Build(import);
    }
}
