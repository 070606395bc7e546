using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using AlbEmulator.Metrics;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What many target groups cost who asks for metrics. Choices, where AWS does not say: a group behind a load balancer tells
/// nothing of requests before its first, and its hosts are told with the first load balancer that forwards to it, and with
/// others from their first request on.
/// </summary>
public sealed class MetricsScaleTests
{
    private const int Groups = 250;
    private const string Default = "{ Type: fixed-response, FixedResponseConfig: { StatusCode: \"404\" } }";

    [Fact]
    public async Task What_never_had_a_request_is_left_out_but_for_its_hosts()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await StartAsync(target.Port, 3, out var ports);

        await RawClient.ExchangeAsync(ports[1], Wire.Get("/service-2/", "Connection: close"));
        await emulator.WaitForLogLinesAsync(1);

        var page = await emulator.MetricsAsync();
        Assert.Equal([("two", "group-2")], Series("alb_request_count_total"));
        Assert.Equal([("two", "group-2")], Series("alb_target_response_time_seconds_count"));
        Assert.Equal([("one", "group-1"), ("one", "group-2"), ("one", "group-3"), ("two", "group-2")], Series("alb_healthy_host_count"));
        Assert.Equal(Series("alb_healthy_host_count"), Series("alb_unhealthy_state_routing"));
        Assert.Equal(0, page.Sum("alb_httpcode_target_5xx_count_total"));

        (string, string)[] Series(string metric) =>
        [
            .. page.Series(metric)
                .Select(series => (series.Labels["load_balancer"].Split('/')[1], series.Labels["target_group"].Split('/')[1]))
                .Order(),
        ];
    }

    [Fact]
    public async Task Whoever_listens_gets_the_series_that_Prometheus_gets()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await StartAsync(target.Port, 3, out var ports);
        await RawClient.ExchangeAsync(ports[1], Wire.Get("/service-2/", "Connection: close"));
        await emulator.WaitForLogLinesAsync(1);
        var page = await emulator.MetricsAsync();
        var table = emulator.Services.GetRequiredService<MetricTable>();
        var meter = emulator.Services.GetRequiredService<MetricsRegistry>().Meter;

        var listened = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                // Emulators of other tests have meters of that name too.
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => listened.Add(Key(instrument.Name, tags.ToArray().Select(tag => $"{tag.Value}"))));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => listened.Add(Key(instrument.Name, tags.ToArray().Select(tag => $"{tag.Value}"))));
        listener.Start();
        listener.RecordObservableInstruments();

        var scraped = table.Aws
            .Where(metric => metric.Kind != MetricKind.Histogram)
            .SelectMany(metric => page.Series(metric.PrometheusName).Select(series => Key(metric.Name, series.Labels.Values)));
        Assert.NotEmpty(listened);
        Assert.Equal(scraped.Order(), listened.Order());

        static string Key(string name, IEnumerable<string> values) => string.Join('|', values.Prepend(name));
    }

    [Fact]
    public async Task Scrape_is_bounded_by_group_and_keeps_nothing()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await StartAsync(target.Port, Groups, out _);
        var table = emulator.Services.GetRequiredService<MetricTable>();
        var pipe = new CountingPipe();
        Assert.True(new PrometheusText(pipe).WriteAsync(table, default).IsCompletedSuccessfully);
        // Eight gauges of their hosts each, and no other series.
        Assert.InRange(pipe.Bytes, Groups * 500, Groups * 1100);

        pipe = new CountingPipe();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(new PrometheusText(pipe).WriteAsync(table, default).IsCompletedSuccessfully);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, pipe.Bytes / 4);
        // No more at once than a piece and the series that made it one.
        Assert.InRange(pipe.MostUnflushed, 1, PrometheusText.Piece + 4096);
    }

    /// <summary>Two load balancers, both of which forward <c>/service-N/*</c> to <c>group-N</c>.</summary>
    private static Task<HostedEmulator> StartAsync(int targetPort, int groups, out int[] ports)
    {
        int[] taken = ports = [FreePorts.Take(), FreePorts.Take()];
        var rules = string.Join(", ", Enumerable.Range(1, groups).Select(group =>
            $$"""{ Priority: {{group}}, Conditions: [{ Field: path-pattern, Values: ["/service-{{group}}/*"] }], Actions: [{{Forward(group)}}] }"""));
        return HostedEmulator.StartAsync($$"""
            LoadBalancers:
              - Name: one
                Listeners: [{ Port: {{taken[0]}}, DefaultActions: [{{Default}}], Rules: [{{rules}}] }]
              - Name: two
                Listeners: [{ Port: {{taken[1]}}, DefaultActions: [{{Default}}], Rules: [{{rules}}] }]
            TargetGroups: [{{string.Join(", ", Enumerable.Range(1, groups).Select(group =>
                $"{{ Name: group-{group}, HealthCheckIntervalSeconds: 300, Targets: [{{ Id: 127.0.0.1, Port: {targetPort} }}] }}"))}}]
            """);
    }

    private static string Forward(int group) => $"{{ Type: forward, TargetGroupArn: group-{group} }}";

    /// <summary>Forgets what is written to it.</summary>
    private sealed class CountingPipe : PipeWriter
    {
        private readonly byte[] _buffer = new byte[4096];
        private long _unflushed;

        public long Bytes { get; private set; }

        public long MostUnflushed { get; private set; }

        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => _unflushed;

        public override void Advance(int bytes)
        {
            (Bytes, _unflushed) = (Bytes + bytes, _unflushed + bytes);
            MostUnflushed = Math.Max(MostUnflushed, _unflushed);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.AsMemory(0, Math.Max(sizeHint, 1));

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            _unflushed = 0;
            return new(default(FlushResult));
        }

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
