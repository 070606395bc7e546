using AlbEmulator.Authentication;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Actions;

/// <summary>
/// Does another action with the requests that may pass, as an authenticate action or a JWT validation before it says.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html"/>
/// </summary>
internal sealed class GatedAction(Gate gate, CompiledAction next) : CompiledAction
{
    /// <summary>Of a request that does not pass the log has the target group where there is no choice.</summary>
    private readonly string? _groupArn = (next as ForwardToGroup)?.TargetGroupArn;

    public Gate Gate => gate;

    public override Task ExecuteAsync(AlbRequest request)
    {
        request.AskedGroupArn = _groupArn;
        var admitted = gate.AdmitAsync(request);
        return !admitted.IsCompletedSuccessfully ? ExecuteAsync(request, admitted)
            : admitted.Result ? next.ExecuteAsync(request)
            : Task.CompletedTask;
    }

    private async Task ExecuteAsync(AlbRequest request, ValueTask<bool> admitted)
    {
        if (await admitted)
        {
            await next.ExecuteAsync(request);
        }
    }
}
