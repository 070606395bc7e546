using AlbEmulator.AccessLogs;
using AlbEmulator.LogDelivery;
using BenchmarkDotNet.Attributes;

namespace AlbEmulator.Benchmarks.Parts;

/// <summary>Writing a line of the access log: done once for every request.</summary>
[MemoryDiagnoser]
public class AccessLogBenchmarks
{
    private static readonly DateTime Received = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);
    private readonly byte[] _output = new byte[64 * 1024];

    private readonly AccessLogEntry _entry = Usual;

    /// <summary>A request that was forwarded.</summary>
    internal static AccessLogEntry Usual { get; } = new()
    {
        Type = "http",
        Time = Received.AddMilliseconds(3),
        LoadBalancer = "app/demo/50dc6c495c0c9188",
        Client = "127.0.0.1:51234",
        Target = "127.0.0.1:9001",
        RequestProcessingTime = TimeSpan.FromMilliseconds(0.1),
        TargetProcessingTime = TimeSpan.FromMilliseconds(2),
        ResponseProcessingTime = TimeSpan.Zero,
        ElbStatusCode = 200,
        TargetStatusCode = 200,
        ReceivedBytes = 312,
        SentBytes = 1290,
        Method = "GET",
        Scheme = "http",
        Host = "localhost",
        Port = 8080,
        Uri = "/orders/17?expand=lines",
        Version = "HTTP/1.1",
        UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
        TargetGroupArn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/73e2d6bc24d8a067",
        TraceId = "Root=1-67891233-abcdef012345678912345678",
        MatchedRulePriority = 10,
        RequestCreationTime = Received,
        ActionsExecuted = "forward",
        ConnectionTraceId = "TID_0123456789abcdef0123456789abcdef",
        NodeAddress = "127.0.0.1",
    };

    [Benchmark]
    public int Line() => LogLineWriter.Write<AccessLogFormatter, AccessLogEntry>(in _entry, _output);

    [Benchmark]
    public int Size() => AccessLogFormatter.MaxLength(in _entry);
}
