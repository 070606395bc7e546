using System.Collections.Concurrent;

namespace AlbEmulator.Benchmarks.Targets;

/// <summary>Clients that ask again as soon as they are answered, and count what they get.</summary>
internal static class ClosedLoop
{
    /// <summary>How often each status came; 0 is an answer that was broken off, or none.</summary>
    public static async Task<IReadOnlyDictionary<int, int>> Run(
        string url, int clients, Func<bool> goesOn, CancellationToken cancelled)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        var statuses = new ConcurrentDictionary<int, int>();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(Ask, cancelled)));
        return statuses;

        async Task Ask()
        {
            while (goesOn())
            {
                statuses.AddOrUpdate(await Status(), 1, (_, count) => count + 1);
            }
        }

        async Task<int> Status()
        {
            try
            {
                using var answer = await client.GetAsync(url, cancelled);
                return (int)answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                return 0;
            }
        }
    }
}
