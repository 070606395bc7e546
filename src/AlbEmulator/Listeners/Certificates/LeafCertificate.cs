using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>A client's own certificate in the words of headers and of the connection log.</summary>
/// <param name="Subject">Its name.</param>
/// <param name="Validity"><c>NotBefore=2023-09-21T22:43:21Z;NotAfter=2026-06-17T22:43:21Z</c>.</param>
/// <param name="SerialNumber">In hex.</param>
internal sealed record LeafCertificate(string Subject, string Validity, string SerialNumber)
{
    public static LeafCertificate Of(X509Certificate2 certificate) => new(
        DistinguishedNames.Text(certificate.SubjectName),
        $"NotBefore={Time(certificate.NotBefore)};NotAfter={Time(certificate.NotAfter)}",
        certificate.SerialNumber);

    private static string Time(DateTime time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
