using AlbEmulator.Forwarding;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules;

/// <summary>Finds the rule that takes the request, and has its action done.</summary>
internal static class ListenerRules
{
    public static Task InvokeAsync(HttpContext context)
    {
        var request = AlbRequest.Of(context);
        request.Rule = request.Listener.Rules.Match(request);
        return ForwardAction.ExecuteAsync(request, request.Rule.TargetGroup);
    }
}
