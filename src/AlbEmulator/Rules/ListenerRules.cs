using AlbEmulator.Authentication;
using AlbEmulator.Forwarding;
using AlbEmulator.Metrics;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Transforms;

namespace AlbEmulator.Rules;

/// <summary>Finds the rule that takes the request, and has its transforms and its action done.</summary>
internal static class ListenerRules
{
    public static Task InvokeAsync(HttpContext context)
    {
        var request = AlbRequest.Of(context);
        if (request.Listener.Logins is { } logins && logins.Takes(request))
        {
            return AnswerAsync(logins, request);
        }

        var rule = request.Rule = request.Listener.Rules.Match(request.Subject);
        request.Listener.Metrics.Add(LoadBalancerCounter.RuleEvaluations, rule.Evaluations);
        // Before the action, whichever it is: a redirect is built of what they made.
        if (rule.Transforms is { } transforms && !transforms.TryApply(request))
        {
            Answers.Give(
                request,
                StatusCodes.Status500InternalServerError,
                new(CauseCode.TransformFailed, TransformOutcome.Words(request.TransformStatus)));
            return Task.CompletedTask;
        }

        return rule.Action.ExecuteAsync(request);
    }

    /// <summary>A provider may take its time, and the client may not have it.</summary>
    private static async Task AnswerAsync(Logins logins, AlbRequest request)
    {
        try
        {
            await logins.AnswerAsync(request);
        }
        catch (OperationCanceledException) when (request.Context.RequestAborted.IsCancellationRequested)
        {
            ForwardingErrors.ClientLeft(request);
        }
    }
}
