using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>
/// A trust store, with what was in its files when it was made.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TrustStore.html"/>
/// </summary>
internal sealed record TrustStoreResource : Resource
{
    public required string Name { get; init; }

    /// <summary>The file with its bundle: below the data folder, or absolute.</summary>
    public required string BundleFile { get; init; }

    public required int NumberOfCaCertificates { get; init; }

    public ImmutableList<RevocationResource> Revocations { get; init => field = value ?? []; } = [];

    /// <summary>Never given twice, whatever was removed.</summary>
    public long NextRevocationId { get; init => field = Math.Max(value, 1); } = 1;

    /// <summary>Whether a file defines it, so that the API does not keep it.</summary>
    [JsonIgnore]
    public bool IsOfFile { get; init; }
}

/// <summary>A revocation list of a trust store.</summary>
/// <param name="RevocationId">Its number.</param>
/// <param name="File">Where it is: below the data folder, or absolute.</param>
/// <param name="NumberOfRevokedEntries">Certificates in it.</param>
internal sealed record RevocationResource(long RevocationId, string File, int NumberOfRevokedEntries);
