using AlbEmulator.Faults;
using AlbEmulator.Model;
using AlbEmulator.Requests;

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
    /// <param name="forward">The group that it is about to be forwarded to; null where the load balancer answers as the rule says.</param>
    /// <param name="action">What the rule says.</param>
    public static Task ExecuteAsync(AlbRequest request, InjectedFault fault, FaultedForward? forward, Func<AlbRequest, Task> action)
    {
        request.Fault = fault;
        switch (fault.Fault.Kind)
        {
            case FaultKind.Delay:
                return DelayAsync(request, fault.Fault.Delay, forward, action);
            case FaultKind.Reset:
                Begin(request, forward);
                if (fault.Fault.Target is not null)
                {
                    forward?.Take(request);
                }

                request.Failure = Failure(fault);
                request.Reset();
                return Task.CompletedTask;
            case FaultKind.Refuse or FaultKind.Slow:
                // What the target does is done by its client.
                return action(request);
            default:
                Answer(request, fault, forward);
                return Task.CompletedTask;
        }
    }

    private static async Task DelayAsync(AlbRequest request, TimeSpan delay, FaultedForward? forward, Func<AlbRequest, Task> action)
    {
        request.Exchange.HoldBody(isHeld: true);
        try
        {
            await Task.Delay(delay, request.Connection.Time, request.Context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            Begin(request, forward);
            ForwardingErrors.ClientLeft(request, request.Exchange.HasBodyCome);
            return;
        }

        request.Exchange.HoldBody(isHeld: false);
        await action(request);
    }

    private static void Answer(AlbRequest request, InjectedFault fault, FaultedForward? forward)
    {
        var status = fault.Fault.Status;
        if (status == FaultStatuses.Blocked)
        {
            request.Execute(Firewall);
            Answers.Give(request, status, Failure(fault));
            return;
        }

        Begin(request, forward);
        if (forward is not null && FaultStatuses.IsOfTarget(status))
        {
            forward.Take(request);
            request.ErrorReason = forward.Group.TargetGroup.TargetType == TargetType.Lambda ? FaultStatuses.ErrorReasonOfFunction(status) : null;
        }

        ForwardingErrors.Answer(request, status, Failure(fault));
    }

    /// <summary>What the log has of an action that was begun; those by which the load balancer itself answers are not.</summary>
    private static void Begin(AlbRequest request, FaultedForward? forward)
    {
        if (forward is not null)
        {
            request.TargetGroup = forward.Group;
            request.Execute(ForwardAction.Name);
        }
    }

    private static Failure Failure(InjectedFault fault) => new(CauseCode.FaultInjected, fault.Cause);
}
