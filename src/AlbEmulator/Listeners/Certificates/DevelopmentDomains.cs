using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// Whose names the authority for development may sign: <c>localhost</c> and what is below it, the domain of the load
/// balancers' DNS names where nobody on the Internet can have it, and loopback. Programs that trust the authority hold it to
/// that, so that whoever gets hold of its key can pretend to be no site of others.
/// <see href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10"/>
/// </summary>
internal static class DevelopmentDomains
{
    private const string Here = "localhost";
    private const string NameConstraints = "2.5.29.30";
    private const int DnsName = 2;
    private const int IpAddress = 7;

    /// <summary>
    /// Top-level domains that are never given to anybody.
    /// <see href="https://www.iana.org/assignments/special-use-domain-names/special-use-domain-names.xhtml"/>
    /// </summary>
    private static readonly string[] Reserved = [Here, "test", "internal", "local", "home.arpa", "example", "invalid"];

    /// <summary>Addresses and their masks.</summary>
    private static readonly byte[][] Loopback =
    [
        [127, 0, 0, 0, byte.MaxValue, 0, 0, 0],
        [.. IPAddress.IPv6Loopback.GetAddressBytes(), .. Enumerable.Repeat(byte.MaxValue, 16)],
    ];

    /// <summary>Lower case.</summary>
    public static IReadOnlyList<string> Of(AlbSettings settings)
    {
        var suffix = settings.DnsSuffix.ToLowerInvariant();
        return !IsBelow(suffix, Here) && Array.Exists(Reserved, reserved => IsBelow(suffix, reserved)) ? [Here, suffix] : [Here];
    }

    /// <summary>Whether a name, lower case, is of one of the domains.</summary>
    public static bool Have(IReadOnlyList<string> domains, string name) => domains.Any(domain => IsBelow(name, domain));

    /// <summary>As the authority's certificate says it.</summary>
    public static X509Extension Extension(IReadOnlyList<string> domains)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)))
        {
            foreach (var domain in domains)
            {
                using (writer.PushSequence())
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, domain, new Asn1Tag(TagClass.ContextSpecific, DnsName));
                }
            }

            foreach (var addresses in Loopback)
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(addresses, new Asn1Tag(TagClass.ContextSpecific, IpAddress));
                }
            }
        }

        return new X509Extension(NameConstraints, writer.Encode(), critical: true);
    }

    /// <summary>Whether a certificate is held to these domains and no others.</summary>
    public static bool AreOf(X509Certificate2 authority, IReadOnlyList<string> domains) =>
        authority.Extensions[NameConstraints] is { Critical: true } extension
        && extension.RawData.AsSpan().SequenceEqual(Extension(domains).RawData);

    private static bool IsBelow(string name, string domain) =>
        name.EndsWith(domain, StringComparison.Ordinal) && (name.Length == domain.Length || name[^(domain.Length + 1)] == '.');
}
