using AlbEmulator.Metrics;
using AlbEmulator.Requests;

namespace AlbEmulator.Authentication;

/// <summary>Why a request does not pass.</summary>
/// <param name="Reason">A code of AWS's list, for the log; null where AWS has none.</param>
/// <param name="StatusCode">What the client gets.</param>
/// <param name="Cause">In words.</param>
/// <param name="Counted">Where it is counted; null for nowhere.</param>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes"/>
internal sealed record Refusal(string? Reason, int StatusCode, string Cause, LoadBalancerCounter? Counted)
{
    /// <summary>The user, or who claims to be one, did not show what is asked for.</summary>
    public static Refusal OfUser(string? reason, string cause) =>
        new(reason, StatusCodes.Status401Unauthorized, cause, LoadBalancerCounter.AuthFailure);

    /// <summary>The provider could not be asked, or failed; null where it answered.</summary>
    /// <param name="answer">Of one of its endpoints.</param>
    /// <param name="failed">The code of that endpoint for one that could not be asked, or failed.</param>
    /// <param name="late">Its code for no answer in time.</param>
    /// <param name="endpoint">Which it is, in words.</param>
    public static Refusal? OfProvider(ProviderAnswer answer, string failed, string late, string endpoint) => answer switch
    {
        { IsLate: true } => OfProvider(late, $"{endpoint}: {answer.Problem}"),
        { Problem: { } problem } => OfProvider(failed, $"{endpoint}: {problem}"),
        { StatusCode: >= 500 } => OfProvider(failed, $"{endpoint} answered {answer.StatusCode}"),
        _ => null,
    };

    public void Answer(AlbRequest request)
    {
        request.ErrorReason = Reason;
        if (Counted is { } counter)
        {
            request.Listener.Metrics.Add(counter);
        }

        Answers.Give(request, StatusCode, new Failure(CauseCode.NotAuthenticated, Reason is null ? Cause : $"{Reason}: {Cause}"));
    }

    private static Refusal OfProvider(string reason, string cause) =>
        new(reason, StatusCodes.Status500InternalServerError, cause, LoadBalancerCounter.AuthError);
}
