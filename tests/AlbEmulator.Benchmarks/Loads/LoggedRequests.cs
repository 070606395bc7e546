using AlbEmulator.Benchmarks.Proxies;

namespace AlbEmulator.Benchmarks.Loads;

/// <summary>Counts what was asked of each proxy, to see whether its access log has it all.</summary>
internal sealed class LoggedRequests
{
    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, long> _requests = [];

    public void Count(Proxy proxy, long requests) =>
        _requests[proxy.Name] = _requests.GetValueOrDefault(proxy.Name) + requests;

    /// <summary>
    /// Lines in the access log for each request, by proxy. A little above 1 is right: what is in flight when the load
    /// ends is logged, and not counted.
    /// </summary>
    public async Task<Dictionary<string, double>> LinesPerRequest(IEnumerable<Proxy> proxies, CancellationToken cancelled)
    {
        await Task.Delay(FlushTime, cancelled);
        var result = new Dictionary<string, double>();
        foreach (var proxy in proxies)
        {
            if (proxy.AccessLog is { } log)
            {
                result[proxy.Name] = await CountLines(log, cancelled) / (double)Math.Max(1, _requests.GetValueOrDefault(proxy.Name));
            }
        }

        return result;
    }

    private static async Task<long> CountLines(string path, CancellationToken cancelled)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[1 << 20];
        long lines = 0;
        int read;
        while ((read = await file.ReadAsync(buffer, cancelled)) > 0)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return lines;
    }
}
