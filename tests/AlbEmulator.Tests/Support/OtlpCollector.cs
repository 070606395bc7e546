using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// Takes what is sent by OTLP, over HTTP or gRPC, and reads it.
/// <see href="https://github.com/open-telemetry/opentelemetry-proto"/>
/// </summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<ProtoMessage> _spans = new();
    private readonly ConcurrentDictionary<string, double> _values = new();
    private readonly ConcurrentQueue<string> _paths = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private KestrelTarget _target = null!;

    public string Url => $"http://127.0.0.1:{_target.Port}";

    /// <summary>What it answers; with anything but 200 it takes nothing.</summary>
    public int Status { get; set; } = 200;

    /// <summary>When set, it answers nothing until its end.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Where something was sent, in order of arrival.</summary>
    public IReadOnlyList<string> Paths => [.. _paths];

    public IReadOnlyList<ProtoMessage> Spans => [.. _spans];

    /// <summary>The header <c>api-key</c> of what came last.</summary>
    public string ApiKey { get; private set; } = "";

    /// <summary><c>service.name</c> of what came last.</summary>
    public string ServiceName { get; private set; } = "";

    /// <summary><c>service.instance.id</c> of the spans and of the metrics that came last.</summary>
    public (string Spans, string Metrics) Instances { get; private set; } = ("", "");

    /// <summary>
    /// Each series, as <c>METER|NAME|DIMENSION=VALUE</c>, and its last value; of a histogram <c>.count</c>, <c>.sum</c> and
    /// <c>.bucket.N</c>.
    /// </summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    public static async Task<OtlpCollector> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var collector = new OtlpCollector();
        collector._target = await KestrelTarget.StartAsync(protocols, collector.TakeAsync);
        return collector;
    }

    /// <summary>Attributes of a span, or dimensions of a measurement.</summary>
    public static SortedDictionary<string, string> Attributes(IEnumerable<ProtoMessage> pairs)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var value = pair.Messages(2).Single();
            attributes.Add(pair.Text(1), value.Has(1) ? value.Text(1) : value.Number(3).ToString(CultureInfo.InvariantCulture));
        }

        return attributes;
    }

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        await _target.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        ApiKey = context.Request.Headers["api-key"].ToString();
        _paths.Enqueue(context.Request.Path);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (IsSlow)
        {
            await _released.Task.WaitAsync(context.RequestAborted);
        }

        context.Response.StatusCode = Status;
        if (Status != StatusCodes.Status200OK)
        {
            return;
        }

        // gRPC has five bytes before its message.
        var isGrpc = context.Request.ContentType == "application/grpc";
        var message = new ProtoMessage(body.ToArray().AsSpan(isGrpc ? 5 : 0));
        if (context.Request.Path.Value!.Contains("race", StringComparison.Ordinal))
        {
            TakeSpans(message);
        }
        else
        {
            TakeMetrics(message);
        }

        context.Response.ContentType = isGrpc ? "application/grpc" : "application/x-protobuf";
        if (isGrpc)
        {
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.Body.WriteAsync(new byte[5]);
        }
    }

    private void TakeSpans(ProtoMessage request)
    {
        foreach (var resource in request.Messages(1))
        {
            var attributes = Attributes(resource.Messages(1).Single().Messages(1));
            (ServiceName, Instances) = (attributes["service.name"], Instances with { Spans = attributes["service.instance.id"] });
            foreach (var span in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
            {
                _spans.Enqueue(span);
            }
        }
    }

    private void TakeMetrics(ProtoMessage request)
    {
        Instances = Instances with { Metrics = Attributes(request.Messages(1).Single().Messages(1).Single().Messages(1))["service.instance.id"] };
        foreach (var scope in request.Messages(1).SelectMany(resource => resource.Messages(2)))
        {
            var meter = scope.Messages(1).Single().Text(1);
            foreach (var metric in scope.Messages(2))
            {
                TakeMetric($"{meter}|{metric.Text(1)}", metric);
            }
        }
    }

    private void TakeMetric(string name, ProtoMessage metric)
    {
        foreach (var point in metric.Messages(5).Concat(metric.Messages(7)).SelectMany(data => data.Messages(1)))
        {
            _values[Key(name, point.Messages(7))] = point.Has(4) ? point.Double(4) : point.Number(6);
        }

        foreach (var point in metric.Messages(9).SelectMany(data => data.Messages(1)))
        {
            _values[Key(name + ".count", point.Messages(9))] = point.Number(4);
            _values[Key(name + ".sum", point.Messages(9))] = point.Double(5);
            foreach (var (count, bucket) in point.Packed(6).Select((count, bucket) => (count, bucket)))
            {
                _values[Key($"{name}.bucket.{bucket}", point.Messages(9))] = count;
            }
        }
    }

    private static string Key(string name, IEnumerable<ProtoMessage> dimensions) =>
        name + string.Concat(Attributes(dimensions).Select(dimension => $"|{dimension.Key}={dimension.Value}"));
}
