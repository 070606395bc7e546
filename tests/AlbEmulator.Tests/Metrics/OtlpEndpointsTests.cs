using AlbEmulator.Metrics.Export;
using Microsoft.Extensions.Configuration;

namespace AlbEmulator.Tests.Metrics;

/// <summary>Where metrics and traces go, by the setting and by OpenTelemetry's variables.</summary>
public sealed class OtlpEndpointsTests
{
    [Theory]
    [InlineData("", "", "-", "-")]
    [InlineData("http://c:4318", "", "http://c:4318/v1/metrics", "http://c:4318/v1/traces")]
    [InlineData("http://c:4318/x/", "", "http://c:4318/x/v1/metrics", "http://c:4318/x/v1/traces")]
    [InlineData("http://c:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "grpc http://c:4317/", "grpc http://c:4317/")]
    [InlineData("", "OTEL_EXPORTER_OTLP_ENDPOINT=http://e", "http://e/v1/metrics", "http://e/v1/traces")]
    [InlineData("http://c", "OTEL_EXPORTER_OTLP_ENDPOINT=http://e", "http://c/v1/metrics", "http://c/v1/traces")]
    [InlineData("", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://t/own", "-", "http://t/own")]
    [InlineData("http://c", "OTEL_TRACES_EXPORTER=none", "http://c/v1/metrics", "-")]
    [InlineData("http://c", "OTEL_SDK_DISABLED=true", "-", "-")]
    [InlineData("http://c", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=grpc", "http://c/v1/metrics", "grpc http://c/")]
    public void Endpoints_are(string setting, string variable, string metrics, string traces)
    {
        var endpoints = OtlpEndpoints.Of(new AlbSettings { OtlpEndpoint = setting }, Configuration(variable));

        Assert.Equal((metrics, traces), (Text(endpoints.Metrics), Text(endpoints.Traces)));
        Assert.Empty(OtlpEndpoints.Check(new AlbSettings { OtlpEndpoint = setting }, Configuration(variable)));
    }

    [Theory]
    [InlineData("collector", "", "Alb:OtlpEndpoint takes a URL such as http://localhost:4318, or nothing, not 'collector'")]
    [InlineData("ftp://c", "", "Alb:OtlpEndpoint takes a URL such as http://localhost:4318, or nothing, not 'ftp://c'")]
    [InlineData("", "OTEL_EXPORTER_OTLP_ENDPOINT=c:1", "OTEL_EXPORTER_OTLP_ENDPOINT takes a URL such as http://localhost:4318, or nothing, not 'c:1'")]
    [InlineData("", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=c:1", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT takes a URL such as http://localhost:4318, or nothing, not 'c:1'")]
    [InlineData("", "OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_PROTOCOL takes http/protobuf or grpc, not 'http/json'")]
    [InlineData("", "OTEL_METRIC_EXPORT_INTERVAL=0", "OTEL_METRIC_EXPORT_INTERVAL takes a whole number of milliseconds, not '0'")]
    public void What_is_wrong_is_told(string setting, string variable, string problem) => Assert.Equal(
        problem,
        Assert.Single(OtlpEndpoints.Check(new AlbSettings { OtlpEndpoint = setting }, Configuration(variable))));

    [Theory]
    [InlineData("", 60)]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL=5000", 5)]
    public void Metrics_go_once_a_minute_unless_told_otherwise(string variable, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), OtlpEndpoints.Of(new AlbSettings(), Configuration(variable)).MetricInterval);

    private static IConfiguration Configuration(string variable) => new ConfigurationBuilder()
        .AddInMemoryCollection(variable.Split('=') is [var name, var value] ? [KeyValuePair.Create<string, string?>(name, value)] : [])
        .Build();

    private static string Text(OtlpEndpoint? endpoint) =>
        endpoint is null ? "-" : $"{(endpoint.IsGrpc ? "grpc " : "")}{endpoint.Url}";
}
