using AlbEmulator.Requests;

namespace AlbEmulator.Rules;

/// <summary>Finds the rule that takes the request, and has its transforms and its action done.</summary>
internal static class ListenerRules
{
    public static Task InvokeAsync(HttpContext context)
    {
        var request = AlbRequest.Of(context);
        var rule = request.Rule = request.Listener.Rules.Match(request.Subject);
        if (rule.Transforms is not null && !rule.Transforms.TryApply(request))
        {
            Answers.Give(request, StatusCodes.Status500InternalServerError);
            return Task.CompletedTask;
        }

        return rule.Action.ExecuteAsync(request);
    }
}
