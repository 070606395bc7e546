using AlbEmulator.Metrics;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules;

/// <summary>Finds the rule that takes the request, and has its transforms and its action done.</summary>
internal static class ListenerRules
{
    public static Task InvokeAsync(HttpContext context)
    {
        var request = AlbRequest.Of(context);
        var rule = request.Rule = request.Listener.Rules.Match(request.Subject);
        request.Listener.Metrics.Add(LoadBalancerCounter.RuleEvaluations, rule.Evaluations);
        // Transforms change what a target gets: no other action sees them.
        if (rule is { Transforms: { } transforms, Action.SendsToTarget: true } && !transforms.TryApply(request))
        {
            Answers.Give(request, StatusCodes.Status500InternalServerError);
            return Task.CompletedTask;
        }

        return rule.Action.ExecuteAsync(request);
    }
}
