using System.Net.Sockets;
using AlbEmulator.Desync;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Actions;

namespace AlbEmulator.Metrics;

/// <summary>
/// Counts a request as it ends, by the same note pad from which its line in the log is written. What happens on the way
/// (a target is chosen, headers are dropped, a connection is made) is counted where it happens.
/// </summary>
internal static class RequestMetrics
{
    /// <summary>All but its bytes.</summary>
    public static void Count(AlbRequest request)
    {
        var loadBalancer = request.Listener.Metrics;
        CountReceived(loadBalancer, request.Connection, request.Exchange.Classification);
        if (request.TargetStatusCode is null)
        {
            loadBalancer.AddStatus(request.StatusCode ?? request.Context.Response.StatusCode);
        }

        if (request.TargetGroup is not null)
        {
            CountForwarded(request, request.TargetGroup.Metrics);
        }
        else if (request.RedirectUrl is not null)
        {
            loadBalancer.Add(LoadBalancerCounter.Redirects);
        }
        else if (request.LastAction == FixedResponseAction.Name)
        {
            loadBalancer.Add(LoadBalancerCounter.FixedResponses);
        }
        else if (request is { LastAction: RedirectAction.Name, StatusCode: StatusCodes.Status507InsufficientStorage })
        {
            loadBalancer.Add(LoadBalancerCounter.RedirectUrlLimitExceeded);
        }
    }

    /// <summary>Its bytes, once the last of them is on its way.</summary>
    public static void CountBytes(AlbRequest request, long received, long sent) => request.Listener.Metrics.AddBytes(
        received + sent, IsIPv6(request.Connection), request.Target is null ? null : request.TargetGroup!.TargetGroup);

    private static void CountReceived(LoadBalancerMetrics loadBalancer, ClientConnection connection, Classification classification)
    {
        if (IsIPv6(connection))
        {
            loadBalancer.Add(LoadBalancerCounter.IPv6Requests);
        }

        if (classification.TierName is not null)
        {
            loadBalancer.Add(LoadBalancerCounter.NonCompliantRequests);
        }
    }

    private static void CountForwarded(AlbRequest request, TargetGroupMetrics targetGroup)
    {
        if (request.TargetStatusCode is { } statusCode)
        {
            targetGroup.AddStatus(statusCode);
        }

        if (request.SentToTargetAt != 0 && request.TargetAnsweredAt != 0)
        {
            targetGroup.AddResponseTime(
                request.Connection.Time.GetElapsedTime(request.SentToTargetAt, request.TargetAnsweredAt));
        }

        if (request.IsGrpc)
        {
            targetGroup.Add(TargetGroupCounter.GrpcRequests);
        }

        if (request.ErrorReason is { } reason)
        {
            targetGroup.AddError(reason);
        }
    }

    private static bool IsIPv6(ClientConnection connection) =>
        connection.ClientIpAddress.AddressFamily == AddressFamily.InterNetworkV6;
}
