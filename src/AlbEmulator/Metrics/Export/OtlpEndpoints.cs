namespace AlbEmulator.Metrics.Export;

/// <summary>
/// Where metrics and traces are sent: <c>Alb:OtlpEndpoint</c>, or what the environment says in OpenTelemetry's own
/// variables.
/// <see href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/"/>
/// </summary>
/// <param name="Metrics">Null for nowhere.</param>
/// <param name="Traces">Null for nowhere.</param>
internal sealed record OtlpEndpoints(OtlpEndpoint? Metrics, OtlpEndpoint? Traces)
{
    private const string Setting = "Alb:OtlpEndpoint";
    private const string General = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string IntervalName = "OTEL_METRIC_EXPORT_INTERVAL";
    private const string Grpc = "grpc";
    private const string HttpProtobuf = "http/protobuf";

    /// <summary>AWS has one value a minute, and so has OpenTelemetry.</summary>
    public TimeSpan MetricInterval { get; init; } = TimeSpan.FromMinutes(1);

    public bool AreNone => Metrics is null && Traces is null;

    /// <param name="settings">Without problems.</param>
    /// <param name="configuration">With the variables of the environment.</param>
    public static OtlpEndpoints Of(AlbSettings settings, IConfiguration configuration) =>
        string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
            ? new OtlpEndpoints(null, null)
            : new OtlpEndpoints(Of(settings, configuration, "METRICS"), Of(settings, configuration, "TRACES"))
            {
                MetricInterval = int.TryParse(configuration[IntervalName], out var milliseconds)
                    ? TimeSpan.FromMilliseconds(milliseconds)
                    : TimeSpan.FromMinutes(1),
            };

    /// <returns>A sentence for each that is wrong: which one, what it is, what it takes instead.</returns>
    public static IEnumerable<string> Check(AlbSettings settings, IConfiguration configuration)
    {
        if (settings.OtlpEndpoint.Length > 0 && !IsUrl(settings.OtlpEndpoint))
        {
            yield return $"{Setting} takes a URL such as http://localhost:4318, or nothing, not '{settings.OtlpEndpoint}'";
        }

        foreach (var name in new[] { General, EndpointName("METRICS"), EndpointName("TRACES") })
        {
            if (configuration[name] is { Length: > 0 } url && !IsUrl(url))
            {
                yield return $"{name} takes a URL such as http://localhost:4318, or nothing, not '{url}'";
            }
        }

        foreach (var name in new[] { ProtocolName(""), ProtocolName("METRICS_"), ProtocolName("TRACES_") })
        {
            if (configuration[name] is { Length: > 0 } protocol and not (Grpc or HttpProtobuf))
            {
                yield return $"{name} takes {HttpProtobuf} or {Grpc}, not '{protocol}'";
            }
        }

        if (configuration[IntervalName] is { Length: > 0 } interval && !(int.TryParse(interval, out var value) && value > 0))
        {
            yield return $"{IntervalName} takes a whole number of milliseconds, not '{interval}'";
        }
    }

    private static OtlpEndpoint? Of(AlbSettings settings, IConfiguration configuration, string signal)
    {
        if (configuration[$"OTEL_{signal}_EXPORTER"] == "none")
        {
            return null;
        }

        var isGrpc = (Given(ProtocolName($"{signal}_")) ?? Given(ProtocolName(""))) == Grpc;
        if (settings.OtlpEndpoint.Length == 0 && Given(EndpointName(signal)) is { } own)
        {
            // Of one signal alone it is the whole URL.
            return new OtlpEndpoint(new Uri(own), isGrpc);
        }

        var common = settings.OtlpEndpoint.Length > 0 ? settings.OtlpEndpoint : Given(General);
        return common is null
            ? null
            : new OtlpEndpoint(new Uri(isGrpc ? common : $"{common.TrimEnd('/')}/v1/{signal.ToLowerInvariant()}"), isGrpc);

        string? Given(string name) => configuration[name] is { Length: > 0 } value ? value : null;
    }

    private static string EndpointName(string signal) => $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT";

    private static string ProtocolName(string signal) => $"OTEL_EXPORTER_OTLP_{signal}PROTOCOL";

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Query: "", Fragment: "" };
}

/// <param name="Url">With the path of the signal, where it goes over plain HTTP.</param>
/// <param name="IsGrpc">Whether it goes by gRPC.</param>
internal sealed record OtlpEndpoint(Uri Url, bool IsGrpc);
