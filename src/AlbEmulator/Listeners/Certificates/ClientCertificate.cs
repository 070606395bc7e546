using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// A client's certificate as targets are told of it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html"/>
/// </summary>
/// <param name="Headers">Name and value.</param>
internal sealed record ClientCertificate(IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    private const string Chain = "X-Amzn-Mtls-Clientcert";
    private const string SerialNumber = "X-Amzn-Mtls-Clientcert-Serial-Number";
    private const string Issuer = "X-Amzn-Mtls-Clientcert-Issuer";
    private const string Subject = "X-Amzn-Mtls-Clientcert-Subject";
    private const string Validity = "X-Amzn-Mtls-Clientcert-Validity";
    private const string Leaf = "X-Amzn-Mtls-Clientcert-Leaf";

    /// <summary>What a listener with mutual authentication never takes from a client.</summary>
    public static IReadOnlyList<string> Names { get; } = [Chain, SerialNumber, Issuer, Subject, Validity, Leaf];

    /// <summary>Those of them that a target gets of a client with a certificate.</summary>
    public static IEnumerable<string> NamesOf(MutualAuthenticationMode mode) => mode switch
    {
        MutualAuthenticationMode.Off => [],
        MutualAuthenticationMode.Passthrough => [Chain],
        MutualAuthenticationMode.Verify => Names.Where(static name => name != Chain),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <param name="shown">All that the client showed, its own first.</param>
    public static ClientCertificate PassedThrough(IEnumerable<X509Certificate2> shown) =>
        new([new(Chain, string.Concat(shown.Select(Pem)))]);

    public static ClientCertificate Verified(X509Certificate2 certificate, LeafCertificate leaf) => new(
    [
        new(SerialNumber, leaf.SerialNumber),
        new(Issuer, DistinguishedNames.Text(certificate.IssuerName)),
        new(Subject, leaf.Subject),
        new(Validity, leaf.Validity),
        new(Leaf, Pem(certificate)),
    ]);

    /// <summary>
    /// URL-encoded as AWS's text says it, with <c>+</c>, <c>=</c> and <c>/</c> as they are; the example beside that text
    /// encodes <c>=</c>.
    /// </summary>
    private static string Pem(X509Certificate2 certificate) =>
        $"{certificate.ExportCertificatePem()}\n".Replace(" ", "%20", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
}
