using AlbEmulator.Requests;

namespace AlbEmulator.Faults;

/// <summary>
/// Which statuses a fault may give: those that a load balancer gives whatever the request is. The others say what is wrong
/// with a request, its user or its client, and would not be an ALB's answer to one with which nothing is.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"/>
/// </summary>
internal static class FaultStatuses
{
    /// <summary>AWS WAF has blocked the request.</summary>
    public const int Blocked = StatusCodes.Status403Forbidden;

    /// <summary>Only in the log: the client left before it got an answer.</summary>
    private const int ClientLeft = 460;

    public static IReadOnlyList<int> Given { get; } =
    [
        Blocked, StatusCodes.Status500InternalServerError, StatusCodes.Status502BadGateway, StatusCodes.Status503ServiceUnavailable,
        StatusCodes.Status504GatewayTimeout,
    ];

    private static string Taken => $"{string.Join(", ", Given.Take(Given.Count - 1))} or {Given[^1]}";

    /// <summary>What is wrong with a status that is asked for; null where it is given.</summary>
    public static string? Problem(int status) => status switch
    {
        _ when Given.Contains(status) => null,
        ClientLeft => $"is {status}, which is no answer: it stands in the log where a client leaves first. Write {Taken}, or delayMilliseconds",
        _ when IsOfRule(status) =>
            $"is {status}, which rules give by their actions: write {Taken}",
        _ when AnswerPage.StatusCodes.Contains(status) =>
            $"is {status}, by which a load balancer says what is wrong with a request or its client: write {Taken}",
        _ => $"is {status}, which a load balancer never gives by itself: write {Taken}",
    };

    /// <summary>What is wrong with a status that is asked for of a target alone; null where a target is chosen before it is given.</summary>
    public static string? ProblemOfTarget(int status) => IsOfTarget(status) ? null
        : $"is {status}, which a load balancer gives without a target: write {StatusCodes.Status502BadGateway} or {StatusCodes.Status504GatewayTimeout}, or no target";

    /// <summary>
    /// What the log has as <c>error_reason</c>: AWS gives one where a function could not be invoked, and none where it was a server.
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes"/>
    /// </summary>
    public static string? ErrorReasonOfFunction(int status) => status switch
    {
        StatusCodes.Status502BadGateway => "LambdaUnhandled",
        StatusCodes.Status504GatewayTimeout => "LambdaConnectionTimeout",
        _ => null,
    };

    /// <summary>Whether a target is chosen before it is given: it failed to answer.</summary>
    public static bool IsOfTarget(int status) => status is StatusCodes.Status502BadGateway or StatusCodes.Status504GatewayTimeout;

    private static bool IsOfRule(int status) =>
        status is StatusCodes.Status301MovedPermanently or StatusCodes.Status302Found or StatusCodes.Status401Unauthorized or AnswerPage.ProviderError;
}
