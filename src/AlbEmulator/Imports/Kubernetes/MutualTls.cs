using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What is asked of clients' certificates, as a topology file has it.</summary>
/// <param name="Origin">Where it is written.</param>
/// <param name="Mode"><c>off</c>, <c>passthrough</c> or <c>verify</c>.</param>
/// <param name="TrustStore">Of those that may sign them.</param>
/// <param name="IgnoreExpiry">Whether those that have expired are taken too.</param>
/// <param name="AdvertiseNames">Whether clients are told who may sign them.</param>
internal sealed record MutualTls(Origin Origin, Node.Scalar Mode, Node.Scalar? TrustStore, Node.Scalar? IgnoreExpiry, Node.Scalar? AdvertiseNames)
{
    /// <summary>What is wrong with it; null where nothing is.</summary>
    public string? Problem
    {
        get
        {
            var isVerify = Mode.Text == MutualAuthenticationShape.Verify;
            return Mode.Text is not ("off" or MutualAuthenticationShape.Passthrough or MutualAuthenticationShape.Verify)
                ? $"has the mode {Quoted.Text(Mode.Text)}: write off, passthrough or verify"
                : isVerify && TrustStore is null ? "has the mode verify and no trustStore: write its ARN or its name"
                : !isVerify && (TrustStore ?? IgnoreExpiry ?? AdvertiseNames) is not null
                    ? $"has the mode {Mode.Text}, with which trustStore, ignoreClientCertificateExpiry and advertiseTrustStoreCaNames do not go: write verify, or remove them"
                : AdvertiseNames is { Text: not ("on" or "off") } ? $"has advertiseTrustStoreCaNames {Quoted.Text(AdvertiseNames.Text)}: write on or off"
                : null;
        }
    }

    /// <summary>Its trust store is asked for beside the manifests.</summary>
    public Node.Mapping Build(Import import)
    {
        List<Entry> entries = [Nodes.Entry(MutualAuthenticationShape.Mode.Name, Mode)];
        if (TrustStore is not null)
        {
            entries.Add(Nodes.Entry(MutualAuthenticationShape.TrustStoreArn.Name, TrustStoreNames.Add(TrustStore, import)));
        }

        entries.AddRange(IgnoreExpiry is null ? [] : [Nodes.Entry(MutualAuthenticationShape.IgnoreClientCertificateExpiry.Name, IgnoreExpiry)]);
        entries.AddRange(AdvertiseNames is null ? [] : [Nodes.Entry(MutualAuthenticationShape.AdvertiseTrustStoreCaNames.Name, AdvertiseNames)]);
        return Nodes.Mapping(Origin, entries);
    }
}
