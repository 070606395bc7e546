using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AlbEmulator.Metrics.Export;

/// <summary>
/// OpenTelemetry, listening to our meters and our spans. Spans wait in a queue that drops what a slow collector does not
/// take; headers and time limits are read from the environment.
/// <see href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/"/>
/// </summary>
internal sealed class OtlpSession : IDisposable
{
    /// <summary>How long the end of the emulator waits for a collector.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    /// <summary>How long a span waits for others: it is there about when its line in the access log is.</summary>
    private static readonly TimeSpan SpanInterval = TimeSpan.FromSeconds(1);

    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _traces;

    /// <param name="endpoints">Where to.</param>
    /// <param name="instance">Which emulator it is: what several send to one collector must not be taken for one.</param>
    /// <param name="series">How many series a metric may have; OpenTelemetry tells the others as one.</param>
    /// <param name="log">Told when an outage begins and when it ends.</param>
    public OtlpSession(OtlpEndpoints endpoints, string instance, int series, ILogger log)
    {
        if (endpoints.Metrics is { } metrics)
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(Resource(instance))
                .AddMeter(MetricInstruments.Aws, MetricInstruments.Own)
                .AddView(instrument => instrument.Meter.Name == MetricInstruments.Aws
                    ? new MetricStreamConfiguration { CardinalityLimit = series }
                    : null)
                .AddReader(new PeriodicExportingMetricReader(
                    new MetricExporter(Options(metrics), new ExportOutage("Metrics", metrics.Url, log)),
                    (int)endpoints.MetricInterval.TotalMilliseconds))
                .Build();
        }

        if (endpoints.Traces is { } traces)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(Resource(instance))
                .SetSampler(new AlwaysOnSampler())
                .AddSource(RequestSpans.SourceName)
                .AddProcessor(new BatchActivityExportProcessor(
                    new SpanExporter(Options(traces), new ExportOutage("Traces", traces.Url, log)),
                    scheduledDelayMilliseconds: (int)SpanInterval.TotalMilliseconds))
                .Build();
        }
    }

    public void Dispose()
    {
        var within = (int)Farewell.TotalMilliseconds;
        Parallel.Invoke(() => _metrics?.Shutdown(within), () => _traces?.Shutdown(within));
        _metrics?.Dispose();
        _traces?.Dispose();
    }

    /// <summary><c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> go before what is our own.</summary>
    private static ResourceBuilder Resource(string instance) => ResourceBuilder.CreateEmpty()
        .AddTelemetrySdk()
        .AddService("alb-emulator", serviceInstanceId: instance)
        .AddEnvironmentVariableDetector();

    private static OtlpExporterOptions Options(OtlpEndpoint endpoint) => new()
    {
        Endpoint = endpoint.Url,
        Protocol = endpoint.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
    };

    private sealed class MetricExporter(OtlpExporterOptions options, ExportOutage outage) : OtlpMetricExporter(options)
    {
        public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> batch)
        {
            var result = base.Export(batch);
            outage.Tell(result == ExportResult.Success);
            return result;
        }
    }

    private sealed class SpanExporter(OtlpExporterOptions options, ExportOutage outage) : OtlpTraceExporter(options)
    {
        public override ExportResult Export(in Batch<System.Diagnostics.Activity> batch)
        {
            var result = base.Export(batch);
            outage.Tell(result == ExportResult.Success);
            return result;
        }
    }
}
