namespace AlbEmulator.Desync;

/// <summary>What desync protection makes of a request: the worst of what is wrong with it, of several the first.</summary>
internal readonly record struct Classification(ClassificationReason Reason)
{
    private static readonly string?[] Reasons = Names<ClassificationReason>();
    private static readonly string?[] Tiers = Names<SafetyTier>();

    public SafetyTier Tier => Reason switch
    {
        ClassificationReason.None => SafetyTier.Compliant,
        <= ClassificationReason.NonCrLfLineTermination => SafetyTier.Acceptable,
        <= ClassificationReason.MissingUri => SafetyTier.Ambiguous,
        _ => SafetyTier.Severe,
    };

    /// <summary><c>classification</c> of the access log; null where nothing is wrong.</summary>
    public string? TierName => Tiers[(int)Tier];

    /// <summary><c>classification_reason</c> of the access log; null where nothing is wrong.</summary>
    public string? ReasonName => Reasons[(int)Reason];

    /// <summary>The worse of two, and this one where they are alike.</summary>
    public Classification Or(Classification other) => other.Tier > Tier ? other : this;

    /// <inheritdoc cref="Or(Classification)"/>
    public Classification Or(ClassificationReason other) => Or(new Classification(other));

    private static string?[] Names<T>()
        where T : struct, Enum => [null, .. Enum.GetNames<T>().Skip(1)];
}
