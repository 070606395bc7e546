using AlbEmulator.Forwarding;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Actions;

/// <summary>
/// Sends the client elsewhere.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions"/>
/// </summary>
internal sealed class RedirectAction(RuleAction.Redirect action) : CompiledAction
{
    /// <summary>As the log names it.</summary>
    public const string Name = "redirect";

    private readonly RedirectUrl _url = new(action);
    private readonly Answer _page = AnswerPage.For(action.StatusCode, userAgent: null);

    public override Task ExecuteAsync(AlbRequest request) => request.Listener.Faults.Of(request) is { } fault
        ? FaultedAction.ExecuteAsync(request, fault, forward: null, AnswerAsync)
        : AnswerAsync(request);

    private Task AnswerAsync(AlbRequest request)
    {
        request.Execute(Name);
        var location = _url.For(new(request.Connection.Scheme, request.SentName, request.Listener.PortText, request.SentUri));
        if (Redirection.Give(request, _page, location, "of the rule's redirect"))
        {
            request.RedirectUrl = location;
        }

        return Task.CompletedTask;
    }
}
