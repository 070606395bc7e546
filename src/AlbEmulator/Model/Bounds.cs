namespace AlbEmulator.Model;

/// <summary>
/// Ranges that hold whatever <c>Alb:Limits</c> says, because the API has no room for more.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html"/>
/// </summary>
public static class Bounds
{
    public const int LeastPort = 1;
    public const int MostPort = 65535;
    public const int LeastPriority = 1;
    public const int MostPriority = 50000;
    public const int LeastOrder = 1;
    public const int MostOrder = 50000;
    public const int MostWeight = 999;
    public const int LongestName = 32;

    /// <summary>Of a value, a key or a regular expression of a condition, in characters.</summary>
    public const int LongestConditionValue = 128;

    public const int LongestHeaderName = 40;
    public const int LongestMethod = 40;
    public const int MostSourceIps = 5;

    /// <summary>Of the host, the path and the query of a redirect, in characters.</summary>
    public const int LongestRedirectPart = 128;

    public const int LongestMessageBody = 1024;

    /// <summary>Of the pattern and of the replacement of a rewrite, in characters.</summary>
    public const int LongestRewrite = 1024;

    /// <summary>Of the interval and the timeout of a health check; AWS has 5 and 2.</summary>
    public const decimal LeastHealthCheckSeconds = 0.1m;

    public const int MostIntervalSeconds = 300;
    public const int MostTimeoutSeconds = 120;

    /// <summary>Of checks in a row that change the health of a target.</summary>
    public const int MostThreshold = 10;

    /// <summary>Of the life of a client's connection; AWS has 60.</summary>
    public const int LeastClientKeepAliveSeconds = 1;

    public const int MostClientKeepAliveSeconds = 604800;
    public const int LongestAttributeValue = 1024;
    public const int LeastStickinessSeconds = 1;
    public const int MostStickinessSeconds = 604800;
    public const int LongestTagKey = 128;
    public const int LongestTagValue = 256;
    public const int LeastSessionTimeoutSeconds = 1;
    public const int MostSessionTimeoutSeconds = 604800;

    /// <summary>Of what an authorization endpoint is told beside what it must be.</summary>
    public const int MostExtraParams = 10;

    /// <summary>Of the issuer and of the endpoint of a JWT validation, and of a value of a claim, in characters.</summary>
    public const int LongestJwtValue = 256;

    public const int MostAdditionalClaims = 10;
    public const int MostClaimValues = 10;
}
