namespace AlbEmulator.Model;

/// <summary>
/// What a listener agrees to in a handshake.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"/>
/// </summary>
/// <param name="Name">Such as <c>ELBSecurityPolicy-2016-08</c>.</param>
/// <param name="Oldest">The oldest version of TLS.</param>
/// <param name="Newest">The newest version of TLS.</param>
/// <param name="Ciphers">By OpenSSL's names, best first; the server's order wins.</param>
public sealed record SslPolicy(string Name, TlsVersion Oldest, TlsVersion Newest, IReadOnlyList<string> Ciphers)
{
    private const string TripleDes = "DES-CBC3-SHA";

    /// <summary>Whether its cryptography is that of a validated module.</summary>
    public bool IsFips => Name.Contains("-FIPS-", StringComparison.Ordinal);

    /// <summary>Whether it adds post-quantum key exchange.</summary>
    public bool IsPostQuantum => Name.Contains("-PQ-", StringComparison.Ordinal);

    /// <summary>
    /// Whether it is made after RFC 9151, which has P-384 for its only curve; the policies for other clients too (INTEROP)
    /// add P-256 and P-521.
    /// </summary>
    public bool IsRfc9151 => Name.Contains("-RFC9151-", StringComparison.Ordinal);

    /// <summary>What a program on any machine's TLS cannot promise of it, in words; empty where it is met.</summary>
    public IEnumerable<string> Differences()
    {
        if (!OperatingSystem.IsLinux())
        {
            yield return "the ciphers are this machine's";
            if (Oldest < TlsVersion.Tls12)
            {
                yield return "TLS versions before 1.2 are spoken only where this machine speaks them";
            }
        }

        if (Ciphers.Contains(TripleDes))
        {
            yield return $"{TripleDes} is agreed on only where OpenSSL has it";
        }

        if (IsPostQuantum)
        {
            yield return "post-quantum key exchange is spoken only where OpenSSL has it, from 3.5 on";
        }

        if (IsFips)
        {
            yield return "the cryptography is this machine's and not that of a validated module";
        }

        if (IsRfc9151)
        {
            yield return "keys are exchanged over every curve that this machine has";
        }
    }
}

/// <summary>Versions of TLS, oldest first.</summary>
public enum TlsVersion
{
    Tls10,
    Tls11,
    Tls12,
    Tls13,
}
