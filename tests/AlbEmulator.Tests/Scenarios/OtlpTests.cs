using System.Globalization;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Metrics and traces by OTLP. A choice: where the Root of X-Amzn-Trace-Id is none of X-Ray's, so that it cannot be the id
/// of a trace, the span has a new one and tells the header as an attribute.
/// <see href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/"/>
/// </summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class OtlpTests
{
    private const string Meter = "AWS/ApplicationELB";

    [Fact]
    public async Task Spans_are_the_requests_of_the_access_log()
    {
        await using var target = ScriptedTarget.Start().On("/404", Reply.Bytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        await using var collector = await OtlpCollector.StartAsync();
        await using var emulator = await StartAsync(target, collector);

        await AskAsync(emulator, Wire.Get("/a/b?c=d", "User-Agent: test"));
        await AskAsync(emulator, Wire.Get("/404", "X-Amzn-Trace-Id: Root=1-67891233-ABCDEF012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1"));
        await AskAsync(emulator, Wire.Request("BREW", "/", "X-Amzn-Trace-Id: Root=1-67891234-abcdef012345678912345678;Parent=none"));
        await AskAsync(emulator, Wire.Get("/unsampled", "X-Amzn-Trace-Id: Root=1-67891235-abcdef012345678912345678;Sampled=0"));
        await AskAsync(emulator, Wire.Get("/mine", "X-Amzn-Trace-Id: Root=mine"));
        await AskAsync(emulator, "GARBAGE\r\n\r\n");
        var lines = await emulator.WaitForLogLinesAsync(6);
        await Patience.UntilAsync("five spans", () => collector.Spans.Count >= 5);
        await EndAsync(emulator);

        Assert.Equal(5, collector.Spans.Count);
        Assert.Equal("alb-emulator", collector.ServiceName);
        var instance = $"{Environment.MachineName}/127.0.0.1:{emulator.Control.Port}";
        Assert.Equal((instance, instance), collector.Instances);
        var first = AssertIs(Line("/a/b"), collector, "GET", parent: "");
        AssertIs(Line("/404"), collector, "GET", parent: "53995c3f42cd8ad8");
        var other = AssertIs(Line("BREW"), collector, "HTTP", parent: "");
        Assert.Equal(
            ("/a/b", "c=d", "1.1", "test", "example.com", "forward", "0"),
            (first["url.path"], first["url.query"], first["network.protocol.version"], first["user_agent.original"],
                first["server.address"], first["aws.alb.actions_executed"], first["aws.alb.rule.priority"]));
        Assert.Equal((Line("/a/b").TargetGroupArn, Line("/a/b").Target), (first["aws.alb.target_group.arn"], first["aws.alb.target"]));
        Assert.Equal(("_OTHER", "BREW"), (other["http.request.method"], other["http.request.method_original"]));
        // Neither has an id of X-Ray's: one has no header, and the other another's.
        Assert.Equal(Line("/mine").TraceId, OtlpCollector.Attributes(SpanOf(Line("/mine"), collector).Messages(9))["aws.alb.trace_header"]);
        Assert.Equal("HTTP", SpanOf(Line("- http"), collector).Text(5));
        Assert.DoesNotContain(collector.Spans, span => span.Hex(1).StartsWith("67891235", StringComparison.Ordinal));

        AccessLogLine Line(string text) => lines.Single(line => line.Request.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_are_those_of_the_access_log_and_of_Prometheus()
    {
        await using var target = ScriptedTarget.Start().On("/404", Reply.Bytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        await using var collector = await OtlpCollector.StartAsync();
        await using var emulator = await StartAsync(target, collector);

        for (var time = 0; time < 3; time++)
        {
            await AskAsync(emulator, Wire.Get());
            await AskAsync(emulator, Wire.Get("/404"));
            await AskAsync(emulator, "GARBAGE\r\n\r\n");
        }

        var lines = await emulator.WaitForLogLinesAsync(9);
        var page = await emulator.MetricsAsync();
        // The last export comes at the end.
        await EndAsync(emulator);

        var forwarded = lines.First(line => line.TargetGroupArn != "-");
        var loadBalancer = $"|LoadBalancer={forwarded.Elb}";
        var group = $"{loadBalancer}|TargetGroup={forwarded.TargetGroupArn.Split(':')[^1]}";
        var values = collector.Values;
        Assert.Equal(6, values[$"{Meter}|RequestCount{group}"]);
        Assert.Equal(6, values[$"{Meter}|RequestCountPerTarget{group}"]);
        Assert.Equal(3, values[$"{Meter}|HTTPCode_Target_2XX_Count{group}"]);
        Assert.Equal(3, values[$"{Meter}|HTTPCode_Target_4XX_Count{group}"]);
        Assert.Equal(3, values[$"{Meter}|HTTPCode_ELB_4XX_Count{loadBalancer}"]);
        Assert.Equal(1, values[$"{Meter}|HealthyHostCount{group}"]);
        Assert.Equal(
            lines.Sum(line => double.Parse(line.ReceivedBytes, CultureInfo.InvariantCulture) + double.Parse(line.SentBytes, CultureInfo.InvariantCulture)),
            values[$"{Meter}|ProcessedBytes{loadBalancer}"]);
        AssertHistogram(page, values, group);
        Assert.Equal(9, values["AlbEmulator|alb_emulator.access_log.written"]);
        // Every metric that Prometheus has, OTLP has, but for the times of logins, of which there were none.
        Assert.Equal(
            page.Types.Count - 1,
            values.Keys.Select(key => key.Split('|')[1]).Select(name => name.StartsWith("TargetResponseTime", StringComparison.Ordinal) ? "" : name).Distinct().Count());
    }

    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Every_target_group_has_its_series_however_many_there_are()
    {
        const int Groups = 2_100;
        await using var target = ScriptedTarget.Start();
        await using var collector = await OtlpCollector.StartAsync();
        var topology = new TopologyBuilder().Listener(
            FreePorts.Take(),
            "group-1",
            [.. Enumerable.Range(1, Groups).Select(group => (group, $"/{group}", $"group-{group}"))]);
        for (var group = 1; group <= Groups; group++)
        {
            topology.TargetGroup($"group-{group}", target.Port);
        }

        await using var emulator = await EmulatorProcess.StartAsync(
            topology, ("Alb:OtlpEndpoint", collector.Url), ("OTEL_METRIC_EXPORT_INTERVAL", "1000"));
        await Patience.UntilAsync("a series of every group", () => Told().Length >= Groups);

        Assert.Equal(Groups, Told().Length);
        Assert.All(Told(), name => Assert.Contains("|TargetGroup=", name, StringComparison.Ordinal));

        string[] Told() =>
            [.. collector.Values.Keys.Where(name => name.StartsWith($"{Meter}|HealthyHostCount", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Protocol_may_be_grpc()
    {
        await using var target = ScriptedTarget.Start();
        await using var collector = await OtlpCollector.StartAsync(HttpProtocols.Http2);
        await using var emulator = await StartAsync(target, collector, ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"));

        await AskAsync(emulator, Wire.Get());
        await Patience.UntilAsync("the span", () => collector.Spans.Count == 1);
        await EndAsync(emulator);

        Assert.Contains("/opentelemetry.proto.collector.trace.v1.TraceService/Export", collector.Paths);
        Assert.Contains("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", collector.Paths);
    }

    [Fact]
    public async Task Endpoint_may_be_that_of_the_environment()
    {
        await using var target = ScriptedTarget.Start();
        await using var collector = await OtlpCollector.StartAsync();
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_METRICS_EXPORTER", "none"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=secret"),
            ("OTEL_SERVICE_NAME", "front"));

        await AskAsync(emulator, Wire.Get());
        await Patience.UntilAsync("the span", () => collector.Spans.Count == 1);
        await EndAsync(emulator);

        Assert.Equal(("front", "secret"), (collector.ServiceName, collector.ApiKey));
        Assert.All(collector.Paths, path => Assert.Equal("/v1/traces", path));
    }

    [Fact]
    public async Task Outage_of_a_collector_disturbs_nothing_and_is_told_once()
    {
        await using var target = ScriptedTarget.Start();
        await using var collector = await OtlpCollector.StartAsync();
        collector.Status = 500;
        await using var emulator = await StartAsync(target, collector, ("OTEL_METRICS_EXPORTER", "none"));

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await AskAsync(emulator, Wire.Get());
            await Patience.UntilAsync("an attempt", () => collector.Paths.Count >= attempt);
        }

        collector.Status = 200;
        await Patience.UntilAsync("a span", async () =>
        {
            await AskAsync(emulator, Wire.Get());
            return collector.Spans.Count > 0 ? collector : null;
        });
        await Patience.UntilAsync("the end of the outage", () => Told(emulator, "again") == 1);
        await EndAsync(emulator);

        Assert.Equal((1, 1), (Told(emulator, "cannot be sent"), Told(emulator, "again")));
        Assert.All(emulator.LogLines, line => Assert.Equal("200", line.ElbStatusCode));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Collector_that_is_slow_or_down_holds_up_neither_requests_nor_the_end(bool isSlow)
    {
        await using var target = ScriptedTarget.Start();
        await using var collector = await OtlpCollector.StartAsync();
        collector.IsSlow = true;
        var topology = TopologyBuilder.Simple(FreePorts.Take(), target.Port);
        await using var emulator = await EmulatorProcess.StartAsync(
            topology,
            ("Alb:OtlpEndpoint", isSlow ? collector.Url : $"http://127.0.0.1:{FreePorts.Take()}"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "100"));
        if (isSlow)
        {
            await Patience.UntilAsync("an attempt", () => collector.Paths.Count > 0);
        }
        else
        {
            await Patience.UntilAsync("the outage", () => Told(emulator, "Metrics cannot be sent") == 1);
        }

        for (var time = 0; time < 20; time++)
        {
            await AskAsync(emulator, Wire.Get());
        }

        Assert.All(await emulator.WaitForLogLinesAsync(20), line => Assert.Equal("200", line.ElbStatusCode));
        await EndAsync(emulator);
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_of_OpenTelemetry_is_loaded()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Elsewhere what a process has loaded is not to be read.
            return;
        }

        await using var target = ScriptedTarget.Start();
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        await AskAsync(emulator, Wire.Get());

        Assert.DoesNotContain("OpenTelemetry", await File.ReadAllTextAsync($"/proc/{emulator.ProcessId}/maps"), StringComparison.Ordinal);
    }

    private static Task<EmulatorProcess> StartAsync(
        ScriptedTarget target, OtlpCollector collector, params (string Name, string Value)[] settings) =>
        EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), [("Alb:OtlpEndpoint", collector.Url), .. settings]);

    private static async Task<RawMessage> AskAsync(EmulatorProcess emulator, string request)
    {
        // The control port answers before the listeners are bound; the banner comes after.
        await Patience.UntilAsync("the banner", () => Told(emulator, "Control ") > 0);
        return await RawClient.ExchangeAsync(emulator.Port, request);
    }

    private static async Task EndAsync(EmulatorProcess emulator)
    {
        await emulator.TerminateAsync();
        Assert.Equal(0, await emulator.WaitForExitAsync());
    }

    private static int Told(EmulatorProcess emulator, string text) =>
        emulator.Output.Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Every request has a connection of its own.</summary>
    private static ProtoMessage SpanOf(AccessLogLine line, OtlpCollector collector) => collector.Spans.Single(span =>
        OtlpCollector.Attributes(span.Messages(9))["aws.alb.connection.trace_id"] == line.ConnTraceId);

    /// <summary>A line has its span, whose attributes are given.</summary>
    private static SortedDictionary<string, string> AssertIs(AccessLogLine line, OtlpCollector collector, string name, string parent)
    {
        const ulong Server = 2;
        var span = SpanOf(line, collector);
        var root = line.TraceId[(line.TraceId.IndexOf("Root=1-", StringComparison.Ordinal) + 7)..].Split(';')[0];
        Assert.Equal(root.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), span.Hex(1));
        Assert.Equal(parent, span.Hex(4));
        Assert.Equal((name, Server), (span.Text(5), span.Number(6)));
        var attributes = OtlpCollector.Attributes(span.Messages(9));
        Assert.Equal(
            (line.ElbStatusCode, line.ClientIp, line.ClientPort, line.Elb),
            (attributes["http.response.status_code"], attributes["client.address"], attributes["client.port"],
                attributes["aws.alb.load_balancer"]));
        // The log has the start with milliseconds, the end with microseconds.
        Assert.Equal(line.RequestCreationTime[..^4], At(span.Number(7)).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture));
        Assert.Equal(line.Time[..^1], At(span.Number(8)).ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
        return attributes;
    }

    private static DateTime At(ulong nanoseconds) => DateTime.UnixEpoch.AddTicks((long)(nanoseconds / 100));

    /// <summary>Of sums of seconds that were added up in another order.</summary>
    private const double Rounding = 1e-9;

    private static void AssertHistogram(PrometheusPage page, IReadOnlyDictionary<string, double> values, string group)
    {
        Assert.Equal(page.Sum("alb_target_response_time_seconds_count"), values[$"{Meter}|TargetResponseTime.count{group}"]);
        Assert.Equal(page.Sum("alb_target_response_time_seconds_sum"), values[$"{Meter}|TargetResponseTime.sum{group}"], Rounding);
        var sum = 0.0;
        foreach (var (bucket, index) in page.Series("alb_target_response_time_seconds_bucket").Select((bucket, index) => (bucket, index)))
        {
            sum += values[$"{Meter}|TargetResponseTime.bucket.{index}{group}"];
            Assert.Equal(bucket.Value, sum);
        }
    }
}
