using System.Diagnostics;
using System.Net.Sockets;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios.Nodes;

/// <summary>Clients of a listener that nobody changes, who ask all nodes in turn and keep their connections.</summary>
internal sealed class LeftAloneClients(NodeStage stage)
{
    /// <summary>Of each client between its requests.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private int _sent;

    /// <summary>Requests that were answered as they are to be.</summary>
    public int Answered => Volatile.Read(ref _sent);

    /// <summary>
    /// Sends until the end. Fails where a request does, but for those in flight at a node that was killed, and for connections that
    /// one which has ended well does not take any more.
    /// </summary>
    public Task RunAsync(int clients, CancellationToken end) => Task.WhenAll(Enumerable.Range(0, clients).Select(client => AskAsync(client, end)).ToArray());

    private async Task AskAsync(int number, CancellationToken end)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, UseProxy = false };
        using var http = new HttpClient(handler) { Timeout = Patience.Default };
        for (; !end.IsCancellationRequested; number++)
        {
            var (node, since) = (stage.Nodes[number % stage.Nodes.Count], Stopwatch.GetTimestamp());
            if (node.IsRunning)
            {
                var (failure, isRefused) = await FailureAsync(http, node);
                Assert.True(failure is null || node.WasKilled(since) || (isRefused && node.WasDown(since)), $"{node.Address}: {failure}");
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Null where the answer is one of the targets'.</summary>
    private async Task<(string? Failure, bool IsRefused)> FailureAsync(HttpClient http, StageNode node)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://{node.Address}:{stage.Port}/"), CancellationToken.None);
            var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            if ((int)answer.StatusCode != 200 || text is not ("a" or "b"))
            {
                return ($"{(int)answer.StatusCode} {text}", false);
            }

            Interlocked.Increment(ref _sent);
            return (null, false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return (exception.ToString(), exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused });
        }
    }
}
