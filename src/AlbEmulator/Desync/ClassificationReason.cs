namespace AlbEmulator.Desync;

/// <summary>
/// What is wrong with a request, by AWS's codes, in the order of their tiers.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#classification-reasons"/>
/// </summary>
internal enum ClassificationReason
{
    /// <summary>Nothing.</summary>
    None,

    // Acceptable.
    NonCompliantHeader,
    SpaceInUri,
    NonCompliantVersion,
    GetHeadZeroContentLength,
    NonCrLfLineTermination,

    // Ambiguous.
    EmptyHeader,
    AmbiguousUri,
    UndefinedContentLengthSemantics,
    UndefinedTransferEncodingSemantics,
    DuplicateContentLength,
    BothTeClPresent,
    SuspiciousHeader,
    MultilineHeader,
    PartialHeaderLine,
    MissingLastEmptyLine,
    MissingHeaderColon,
    MissingUri,

    // Severe.
    BadHeader,
    BadUri,
    BadVersion,
    BadMethod,
    BadContentLength,
    MultipleContentLength,
    BadTransferEncoding,
    MultipleTransferEncodingChunked,
}
