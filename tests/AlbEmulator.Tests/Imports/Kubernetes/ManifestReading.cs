using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>Reads the manifests of a case, with what they name beside them.</summary>
internal static partial class ManifestReading
{
    public const string File = "case.yaml";

    private const string Beside = "beside.yaml";
    private const string Authority = "authority.pem";

    private static readonly Lazy<string> Pem = new(MakePem);

    public static TopologyReading Of(ManifestCase item)
    {
        using var workspace = new Workspace();
        workspace.Write(File, item.Text);
        workspace.Write(Authority, Pem.Value);
        foreach (var arn in HereArn().Matches(item.Text).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            workspace.Settings.Certificates.Add(arn, workspace.PathOf(Authority));
        }

        if (item.HasPods)
        {
            workspace.Settings.UseAddresses = true;
        }
        else
        {
            TakeServices(workspace.Settings);
        }

        if (TextBeside(item) is not { Length: > 0 } text)
        {
            return workspace.Read(File);
        }

        workspace.Write(Beside, text);
        return workspace.Read(File, Beside);
    }

    /// <summary>Where no pods are among the manifests, a Service is its own target.</summary>
    private static void TakeServices(AlbSettings settings) => settings.Kubernetes.Targets = KubernetesTargets.Services;

    /// <summary>The trust store <c>clients</c> and the target group <c>legacy</c>, which no controller makes.</summary>
    private static string TextBeside(ManifestCase item) =>
        (item.Text.Contains("trustStore", StringComparison.Ordinal)
            ? $"TrustStores: [{{ Name: clients, CaCertificatesBundle: {Authority} }}]\n"
            : "")
        + (item.Lines.Any(line => line.StartsWith("group legacy", StringComparison.Ordinal))
            ? "TargetGroups: [{ Name: legacy, Port: 9000, Targets: [{ Id: 127.0.0.1, Port: 9000 }] }]\n"
            : "");

    /// <summary>A certificate with its key, in one file.</summary>
    private static string MakePem()
    {
        using var authority = new Authority("CN=shop");
        using var key = authority.Certificate.GetECDsaPrivateKey()!;
        return $"{authority.Certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    /// <summary>Certificates that are files of this machine; those of other ARNs are with AWS.</summary>
    [GeneratedRegex(@"arn:aws:acm:us-east-1:000000000000:certificate/here-[a-z]+")]
    private static partial Regex HereArn();
}
