using AlbEmulator.Faults;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Forwarding;

/// <summary>
/// An action of a request to which a fault is done: it comes late, or an answer of the load balancer's own is given in its place,
/// as where the load balancer gives it by itself.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"/>
/// </summary>
internal static class FaultedAction
{
    /// <summary>As the log names the one that blocks requests with <see cref="FaultStatuses.Blocked"/>.</summary>
    private const string Firewall = "waf";

    /// <param name="request">Whose rule is known.</param>
    /// <param name="fault">What is done to it.</param>
    /// <param name="group">To which it is about to be forwarded; null where the load balancer answers as the rule says.</param>
    /// <param name="action">What the rule says.</param>
    public static Task ExecuteAsync(AlbRequest request, InjectedFault fault, TargetGroupSnapshot? group, Func<AlbRequest, Task> action)
    {
        request.Fault = fault;
        switch (fault.Fault.Kind)
        {
            case FaultKind.Delay:
                return DelayAsync(request, fault.Fault.Delay, group, action);
            case FaultKind.Reset:
                Begin(request, group);
                request.Failure = Failure(fault);
                request.Reset();
                return Task.CompletedTask;
            default:
                Answer(request, fault, group);
                return Task.CompletedTask;
        }
    }

    private static async Task DelayAsync(AlbRequest request, TimeSpan delay, TargetGroupSnapshot? group, Func<AlbRequest, Task> action)
    {
        request.Exchange.HoldBody(isHeld: true);
        try
        {
            await Task.Delay(delay, request.Connection.Time, request.Context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            Begin(request, group);
            ForwardingErrors.ClientLeft(request, request.Exchange.HasBodyCome);
            return;
        }

        request.Exchange.HoldBody(isHeld: false);
        await action(request);
    }

    private static void Answer(AlbRequest request, InjectedFault fault, TargetGroupSnapshot? group)
    {
        var status = fault.Fault.Status;
        if (status == FaultStatuses.Blocked)
        {
            request.Execute(Firewall);
            Answers.Give(request, status, Failure(fault));
            return;
        }

        Begin(request, group);
        if (group is not null && FaultStatuses.IsOfTarget(status))
        {
            request.Target = ForwardAction.Choose(request, group);
            request.ErrorReason = group.TargetGroup.TargetType == TargetType.Lambda ? FaultStatuses.ErrorReasonOfFunction(status) : null;
        }

        ForwardingErrors.Answer(request, status, Failure(fault));
    }

    /// <summary>What the log has of an action that was begun; those by which the load balancer itself answers are not.</summary>
    private static void Begin(AlbRequest request, TargetGroupSnapshot? group)
    {
        if (group is not null)
        {
            request.TargetGroup = group;
            request.Execute(ForwardAction.Name);
        }
    }

    private static Failure Failure(InjectedFault fault) => new(CauseCode.FaultInjected, fault.Cause);
}
