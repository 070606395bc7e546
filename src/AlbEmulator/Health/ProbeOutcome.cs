namespace AlbEmulator.Health;

/// <summary>How one health check ended.</summary>
/// <param name="End">What came of it.</param>
/// <param name="StatusCode">What the target answered, as a status of HTTP or, of a gRPC group, of gRPC; null without an answer.</param>
/// <param name="Detail">For the program's log: what happened on the wire.</param>
internal sealed record ProbeOutcome(ProbeEnd End, int? StatusCode, string? Detail = null)
{
    public bool IsPassed => End == ProbeEnd.Passed;

    /// <summary>What to do where the target is probably not meant to be there; null for nothing to say.</summary>
    public string? Hint { get; init; }

    /// <param name="statusCode">A status of HTTP.</param>
    /// <param name="isMatch">Whether the matcher of the group has it.</param>
    public static ProbeOutcome Answered(int statusCode, bool isMatch) =>
        new(isMatch ? ProbeEnd.Passed : ProbeEnd.ResponseCodeMismatch, statusCode);
}

/// <summary>What can come of a health check.</summary>
internal enum ProbeEnd
{
    Passed,

    /// <summary>An answer, with a code that the matcher does not have.</summary>
    ResponseCodeMismatch,

    /// <summary>An answer without <c>grpc-status</c>.</summary>
    GrpcStatusMissing,

    /// <summary>A <c>grpc-status</c> that the matcher does not have.</summary>
    GrpcStatusMismatch,

    TimedOut,

    /// <summary>No connection.</summary>
    Refused,

    /// <summary>The target let go of the connection before it had answered.</summary>
    Reset,

    /// <summary>Something that is no answer.</summary>
    Malformed,

    /// <summary>Our own fault.</summary>
    InternalError,

    /// <summary>The target was not asked, since there is no descriptor for it: this says nothing of its health.</summary>
    NotMade,
}
