using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Clusters.Access;

/// <summary>Where a cluster is, and as whom it is asked.</summary>
/// <param name="Server">The address of its API.</param>
/// <param name="Credentials">What is shown to it, as it is now.</param>
internal sealed record ClusterAccess(Uri Server, CredentialSource Credentials)
{
    /// <summary>Who signs its certificate; null for those whom the machine trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Whether any certificate is taken.</summary>
    public bool IsInsecure { get; init; }

    /// <summary>The name that its certificate is for; empty for that of <see cref="Server"/>.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>The proxy before it; null for that of the environment, if there is one.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Where it is asked for what it does not tell of all namespaces; empty for nowhere.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>As whom the user wants to be taken.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether the emulator runs in it, as its service account.</summary>
    public bool IsPod { get; init; }
}

/// <summary>Reads what is shown to a cluster anew: a file that is written again and again, or a program that asks somebody.</summary>
/// <exception cref="AccessException">It is not to be had.</exception>
internal delegate Task<Credential> CredentialSource(CancellationToken cancellation);
