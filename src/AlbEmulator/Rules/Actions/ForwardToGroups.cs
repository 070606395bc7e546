using AlbEmulator.Forwarding;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using AlbEmulator.Stickiness;

namespace AlbEmulator.Rules.Actions;

/// <summary>
/// Forwards to one of several target groups: to the one a client belongs to, or to one that is chosen by weight. Where
/// that one has no targets the client gets a 503: no other group steps in.
/// </summary>
internal sealed class ForwardToGroups(TargetGroupSnapshot[] groups, WeightedChoice choice, GroupStickiness? stickiness)
    : CompiledAction
{
    public override Task ExecuteAsync(AlbRequest request)
    {
        var chosen = stickiness?.Recall(request) ?? -1;
        if (chosen < 0)
        {
            chosen = choice.Next();
        }

        if (chosen >= 0)
        {
            stickiness?.Remember(request, chosen);
            return ForwardAction.ExecuteAsync(request, groups[chosen]);
        }

        return request.Listener.Faults.Of(request) is { } fault
            ? FaultedAction.ExecuteAsync(request, fault, forward: null, AnswerAsync)
            : AnswerAsync(request);
    }

    /// <summary>AWS does not say what becomes of a request when every weight is 0; there is no target for it.</summary>
    private static Task AnswerAsync(AlbRequest request)
    {
        request.Execute(ForwardAction.Name);
        Answers.Give(
            request,
            StatusCodes.Status503ServiceUnavailable,
            new(CauseCode.NoWeight, "all target groups of the rule's forward action have the weight 0"));
        return Task.CompletedTask;
    }
}
