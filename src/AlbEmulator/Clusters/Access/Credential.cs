using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Clusters.Access;

/// <summary>What is shown to a cluster. A secret: it is told nowhere.</summary>
/// <param name="Authorization">The value of the header; null for none.</param>
/// <param name="Certificate">With its key; null for none.</param>
internal sealed record Credential(string? Authorization, X509Certificate2? Certificate)
{
    /// <summary>When it has to be read anew; null for not before it is refused.</summary>
    public DateTimeOffset? Until { get; init; }

    public override string ToString() => nameof(Credential);
}
