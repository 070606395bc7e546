using AlbEmulator.LogDelivery;
using AlbEmulator.Machine;
using AlbEmulator.Metrics;

namespace AlbEmulator.Commands;

/// <summary>
/// The end of a run: requests in flight end, and what is left is written. Where that takes more than a second it says what it
/// waits for.
/// </summary>
internal static class Ending
{
    /// <summary>Waits for the signal, and until all is done.</summary>
    /// <param name="app">What runs.</param>
    /// <param name="settings">How long it may take.</param>
    /// <param name="words">Hears what is waited for.</param>
    public static async Task WaitAsync(WebApplication app, AlbSettings settings, TextWriter words)
    {
        var (metrics, deliveries) = (app.Services.GetRequiredService<MetricsRegistry>(), app.Services.GetRequiredService<LogDeliveries>());
        var hasStopped = false;
        LongWait? wait = null;
        try
        {
            using (app.Lifetime.ApplicationStopping.Register(() => wait = new LongWait(TimeProvider.System, WaitedFor, words.WriteLine)))
            {
                await app.WaitForShutdownAsync();
            }

            hasStopped = true;
        }
        finally
        {
            await app.DisposeAsync();
            wait?.Dispose();
        }

        string WaitedFor()
        {
            if (!hasStopped)
            {
                var open = metrics.Read().LoadBalancers.Sum(loadBalancer => loadBalancer.OpenClientConnections);
                return $"Waiting for requests in flight, {settings.ShutdownTimeoutSeconds} s at most (connections of clients: {open})";
            }

            var pending = deliveries.State.PendingFiles;
            return pending > 0
                ? $"Delivering logs to {settings.LogStore} (objects: {pending}); what is left is delivered by the next start"
                : "Writing what is left";
        }
    }
}
