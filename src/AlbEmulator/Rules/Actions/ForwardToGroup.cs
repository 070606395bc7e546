using AlbEmulator.Forwarding;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules.Actions;

/// <summary>Forwards to the one target group.</summary>
internal sealed class ForwardToGroup(TargetGroupSnapshot targetGroup) : CompiledAction
{
    public string TargetGroupArn => targetGroup.TargetGroup.Arn;

    public override Task ExecuteAsync(AlbRequest request) => ForwardAction.ExecuteAsync(request, targetGroup);
}
