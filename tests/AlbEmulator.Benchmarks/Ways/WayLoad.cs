using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;

namespace AlbEmulator.Benchmarks.Ways;

/// <summary>What the clients of a way do with a proxy. None of them descends from it: their CPU time is not in its.</summary>
/// <param name="program">wrk or h2load; null where this program is the client.</param>
internal sealed class WayLoad(Way way, string? program, int connections, IReadOnlyList<string> wrkArguments)
{
    private const int WrkThreads = 2;
    private const int H2RequestsPerSecond = 8_000;

    public Task<LoadFigures> Run(Proxy proxy, TimeSpan duration, CancellationToken cancelled)
    {
        var url = $"{(proxy.IsTls ? "https" : "http")}://127.0.0.1:{proxy.Port}{way.Path}";
        return way.Protocol switch
        {
            ClientProtocol.WebSocket => WebSocketClients.Run(proxy.Port, connections, duration, cancelled),
            ClientProtocol.H2 => H2Load.Run(program!, url, connections, H2Requests(duration), cancelled),
            _ => Wrk.Run(program!, url, WrkThreads, connections, duration, cancelled, wrkArguments),
        };
    }

    /// <summary>h2load waits for answers at the end of a duration, which would count as errors: it gets a number.</summary>
    private static int H2Requests(TimeSpan duration) => (int)(duration.TotalSeconds * H2RequestsPerSecond);
}
