using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>The action <c>forward</c> of one request while there are faults: some of them are for a target, which has to be known first.</summary>
/// <param name="group">Where it goes.</param>
internal sealed class FaultedForward(TargetGroupSnapshot group)
{
    private bool _isChosen;
    private TargetChoice? _choice;

    public TargetGroupSnapshot Group => group;

    public Task ExecuteAsync(AlbRequest request) =>
        request.Listener.Faults.Of(request, group.TargetGroup, () => Choose(request)?.Target) is { } fault
            ? FaultedAction.ExecuteAsync(request, fault, this, ForwardAsync)
            : ForwardAsync(request);

    /// <summary>Its target, as if it was forwarded; null where there is none.</summary>
    public RegisteredTarget? Take(AlbRequest request) => Choose(request)?.Take(request, group);

    private Task ForwardAsync(AlbRequest request) => ForwardAction.ForwardAsync(request, group, _choice);

    private TargetChoice? Choose(AlbRequest request)
    {
        if (!_isChosen)
        {
            (_isChosen, _choice) = (true, TargetChoice.Of(request, group));
        }

        return _choice;
    }
}
