using System.Runtime.CompilerServices;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.BackEndConnections;

/// <summary>
/// The HTTP/1.1 client that speaks to the targets of a group: connections are opened when they are needed and kept for other
/// requests.
/// </summary>
/// <param name="targetGroupArn">Whose targets they are.</param>
/// <param name="policy">Of TLS with them; null for none.</param>
/// <param name="connector">Opens connections.</param>
internal sealed class TargetHandler(string targetGroupArn, SslPolicy? policy, TargetConnector connector) : HttpMessageHandler
{
    /// <summary>Each goes with its target, and stays where that is registered again before it has drained.</summary>
    private readonly ConditionalWeakTable<OutstandingRequests, TargetPool> _pools = [];

    /// <summary>Closes connections that nobody used since then: a timestamp of the machine's clock.</summary>
    public void CloseIdle(long since)
    {
        foreach (var (_, pool) in _pools)
        {
            pool.CloseIdle(since);
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var outgoing = (TargetUri)request.RequestUri!;
        var target = outgoing.Request.Target!;
        var pool = _pools.TryGetValue(target.Outstanding, out var known)
            ? known
            : _pools.GetValue(target.Outstanding, _ => new TargetPool(targetGroupArn, policy, connector));
        return new TargetExchange(pool, outgoing, cancellationToken).AskAsync(request.Content);
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var (_, pool) in _pools)
        {
            pool.Dispose();
        }

        base.Dispose(disposing);
    }
}
