using AlbEmulator.Forwarding;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules.Actions;

/// <summary>
/// Forwards to one of several target groups, chosen by weight. Where the chosen one has no targets the client gets a
/// 503: no other group steps in.
/// </summary>
internal sealed class ForwardToGroups(TargetGroupSnapshot[] groups, WeightedChoice choice) : CompiledAction
{
    public override Task ExecuteAsync(AlbRequest request)
    {
        var chosen = choice.Next();
        if (chosen >= 0)
        {
            return ForwardAction.ExecuteAsync(request, groups[chosen]);
        }

        // AWS does not say what becomes of a request when every weight is 0; there is no target for it.
        request.ActionsExecuted = ForwardAction.Name;
        Answers.Give(request, StatusCodes.Status503ServiceUnavailable);
        return Task.CompletedTask;
    }
}
