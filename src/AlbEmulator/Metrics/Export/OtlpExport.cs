using System.Runtime.CompilerServices;

namespace AlbEmulator.Metrics.Export;

/// <summary>
/// Sends metrics and traces by OTLP from the start of the emulator to its end, if an endpoint is configured. Without one
/// nothing of OpenTelemetry is loaded.
/// </summary>
/// <param name="endpoints">Where to.</param>
/// <param name="instruments">The metrics; made before anybody listens to them.</param>
/// <param name="registry">How many load balancers and target groups there are.</param>
/// <param name="settings">Which emulator it is.</param>
/// <param name="log">Told when an outage begins and when it ends.</param>
internal sealed class OtlpExport(
    OtlpEndpoints endpoints, MetricInstruments instruments, MetricsRegistry registry, AlbSettings settings, ILogger<OtlpExport> log)
    : IHostedService, IDisposable
{
    /// <summary>OpenTelemetry's own bound of the series of a metric.</summary>
    private const int FewSeries = 2000;

    /// <summary>How many times as many there may be as when the emulator starts: room is taken for all of them then.</summary>
    private const int Growth = 4;

    private IDisposable? _session;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!endpoints.AreNone)
        {
            Begin();
        }

        return Task.CompletedTask;
    }

    /// <summary>The last requests have ended: sends what is left, for some seconds at most.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        GC.KeepAlive(instruments);
        return _session is null ? Task.CompletedTask : Task.Run(Dispose, CancellationToken.None);
    }

    public void Dispose() => Interlocked.Exchange(ref _session, null)?.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Begin() => _session = new OtlpSession(
        endpoints, OwnPlace.InstanceOf(settings), Math.Max(FewSeries, Growth * registry.Read().TargetGroups.Count()), log);
}
