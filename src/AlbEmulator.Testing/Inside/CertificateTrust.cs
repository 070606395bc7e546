using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Machine;

namespace AlbEmulator.Testing.Inside;

/// <summary>
/// Whether a client takes a certificate: those that the listeners have, for the names that they are for, and those that are made for
/// development, for any name, since on AWS another one would stand in their place.
/// </summary>
internal sealed class CertificateTrust(ListenerPlaces places)
{
    private const int LongestFile = 1024 * 1024;

    public bool Takes(X509Certificate2 shown, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
        || IsForDevelopment(shown)
        || (errors == SslPolicyErrors.RemoteCertificateChainErrors && places.Certificates.Any(one => IsSame(shown, one.CertificatePem)));

    /// <summary>Signed by the authority of this load balancer's folder, or one of those made beside it.</summary>
    private bool IsForDevelopment(X509Certificate2 shown)
    {
        var file = RegularFile.Read(DevelopmentCertificate.PathOf(places.Settings), LongestFile);
        if (file.Bytes is not { } bytes)
        {
            return false;
        }

        X509Certificate2Collection made = [];
        try
        {
            made.ImportFromPem(System.Text.Encoding.UTF8.GetString(bytes));
            return made.Any(one => one.RawDataMemory.Span.SequenceEqual(shown.RawDataMemory.Span))
                || (made is [_, var authority, ..] && shown.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData));
        }
        finally
        {
            foreach (var one in made)
            {
                one.Dispose();
            }
        }
    }

    private static bool IsSame(X509Certificate2 shown, string pem)
    {
        using var own = X509Certificate2.CreateFromPem(pem);
        return own.RawDataMemory.Span.SequenceEqual(shown.RawDataMemory.Span);
    }
}
