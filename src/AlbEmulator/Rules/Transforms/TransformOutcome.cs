using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Transforms;

/// <summary>What transforms made of a request.</summary>
/// <param name="Status">One of <see cref="TransformStatus"/>; null where no pattern matched.</param>
/// <param name="Host">The host that is sent on; null where it stays.</param>
/// <param name="Uri">Path and query that are sent on, one byte in each character; null where they stay.</param>
internal readonly record struct TransformOutcome(string? Status, string? Host, string? Uri)
{
    /// <summary>Whether a pattern matched and nothing can be sent on: the client gets a 500.</summary>
    public bool IsFailure => Status is not null and not TransformStatus.Success;

    /// <summary>A status of failure in words.</summary>
    public static string Words(string? status) => status switch
    {
        TransformStatus.InvalidHost => "a transform of the rule made a Host of the request that is no host name",
        TransformStatus.BufferTooSmall =>
            $"a transform of the rule made a path and query of more than {HeaderLimits.RequestLine} bytes",
        _ => "a transform of the rule made a path that does not begin with / or has blanks or control characters",
    };
}

/// <summary>
/// <c>request_transform_status</c> of the log.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#request-transform-status-codes"/>
/// </summary>
internal static class TransformStatus
{
    public const string Success = "TransformSuccess";
    public const string InvalidHost = "TransformInvalidHost";
    public const string InvalidPath = "TransformInvalidPath";
    public const string BufferTooSmall = "TransformBufferTooSmall";
}
