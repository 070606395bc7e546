using System.Diagnostics;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Loads;

/// <summary>
/// Requests at a constant rate, sent when they are due and not when the last one was answered (an open loop). A
/// latency counts from when a request was due, so that a stall falls on every request that it kept waiting.
/// </summary>
internal static class ConstantRate
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    public static async Task<LatencySample> Run(
        string url, int perSecond, TimeSpan duration, CancellationToken cancelled)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            Timeout = AnswerTimeout,
        };
        var requests = new Task<double?>[(int)(perSecond * duration.TotalSeconds)];
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var start = Stopwatch.GetTimestamp();
        for (var next = 0; next < requests.Length;)
        {
            await tick.WaitForNextTickAsync(cancelled);
            var due = Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond;
            for (; next < requests.Length && next <= due; next++)
            {
                requests[next] = Send(client, url, start + (long)(next * (double)Stopwatch.Frequency / perSecond), cancelled);
            }
        }

        var latencies = await Task.WhenAll(requests);
        return LatencySample.Of(latencies);
    }

    /// <summary>Milliseconds from when it was due to the end of the answer; null when it was not a 200.</summary>
    private static async Task<double?> Send(HttpClient client, string url, long due, CancellationToken cancelled)
    {
        try
        {
            using var answer = await client.GetAsync(url, cancelled);
            return answer.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(due).TotalMilliseconds : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return null;
        }
    }
}

/// <summary>Latencies in milliseconds of the requests that were answered with a success, and how many were not.</summary>
internal sealed record LatencySample(int Sent, int Errors, double P50, double P99, double Max)
{
    public static LatencySample Of(IReadOnlyCollection<double?> latencies)
    {
        var answered = latencies.OfType<double>().Order().ToArray();
        return answered.Length == 0
            ? new LatencySample(latencies.Count, latencies.Count, double.NaN, double.NaN, double.NaN)
            : new LatencySample(
                latencies.Count,
                latencies.Count - answered.Length,
                Percentile.Of(answered, 50),
                Percentile.Of(answered, 99),
                answered[^1]);
    }
}
