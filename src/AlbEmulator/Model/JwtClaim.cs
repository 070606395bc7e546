namespace AlbEmulator.Model;

/// <summary>
/// A claim that a token must have, beside its issuer and its times.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_JwtValidationActionAdditionalClaim.html"/>
/// </summary>
/// <param name="Name">Any but exp, iss, nbf and iat.</param>
/// <param name="Format">How the token has it.</param>
/// <param name="Values">1–10, each of at most 256 characters.</param>
public sealed record JwtClaim(string Name, JwtClaimFormat Format, IReadOnlyList<string> Values)
{
    public bool Equals(JwtClaim? other) =>
        other is not null && Name == other.Name && Format == other.Format && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Name, Format, Values.Count);
}

/// <summary>How a token has a claim.</summary>
public enum JwtClaimFormat
{
    /// <summary>A text, which is the value.</summary>
    SingleString,

    /// <summary>A list of texts, one of which is one of the values.</summary>
    StringArray,

    /// <summary>A text of words with blanks between them, among which are all values.</summary>
    SpaceSeparatedValues,
}
