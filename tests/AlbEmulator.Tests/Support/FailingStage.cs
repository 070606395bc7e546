using System.Net;
using System.Text.Json;
using AlbEmulator.Machine;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// An emulator whose rules lead to everything that can go wrong with a target, by the path of the request: with
/// <c>X-Alb-Cause</c>, the journal and a collector of its spans.
/// </summary>
public sealed class FailingStage : IAsyncLifetime
{
    /// <summary>The least idle timeout that an ALB may have.</summary>
    private const int IdleSeconds = 1;

    private readonly int _nothing = FreePorts.Take();
    private readonly int _listener = FreePorts.Take();

    /// <summary>Of a listener of HTTPS that forwards to a target that is to speak HTTP/2.</summary>
    public int SecurePort { get; } = FreePorts.Take();

    /// <summary>A target that speaks HTTP without TLS, and says so at once to whoever says something else.</summary>
    private readonly SocketServer _plain = new(async (socket, ended) =>
    {
        using var connection = socket;
        await socket.ReceiveAsync(new byte[1024], ended);
        await socket.SendAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray(), ended);
    });

    private ScriptedTarget Web { get; } = ScriptedTarget.Start();

    private ScriptedTarget Lambda { get; } = ScriptedTarget.Start();

    private OtlpCollector Spans { get; set; } = null!;

    public EmulatorProcess Emulator { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Web.On("/closed", Reply.Close)
            .On("/reset", Reply.Reset)
            .On("/silent", Reply.Silence)
            .On("/ssh", Reply.BytesThenClose("SSH-2.0-OpenSSH_9.6\r\n"))
            .On("/garbage", Reply.BytesThenClose("\u0000\u001b[31m\"\\\u00ff"))
            .On("/speaks-tls", Reply.BytesThenClose("\u0015\u0003\u0001\u0000\u0002\u0002F"))
            .On("/speaks-http2", Reply.BytesThenClose("\u0000\u0000\u0006\u0004\u0000\u0000\u0000\u0000\u0000"))
            .On("/no-status", Reply.BytesThenClose("HTTP/1.1 OK\r\n\r\n"))
            .On("/two-lengths", Reply.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"))
            .On("/long-head", Reply.BytesThenClose($"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 40_000)}\r\n\r\n"))
            .On("/half-head", Reply.BytesThenClose("HTTP/1.1 200 OK\r\nContent-Le"))
            .On("/half-body", Reply.BytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"))
            .On("/silent-body", Reply.BytesThenSilence("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"))
            .On("/ws", Reply.WebSocketEcho)
            .On("/client-leaves", Reply.Silence);
        Spans = await OtlpCollector.StartAsync();
        Emulator = await EmulatorProcess.StartAsync(
            Topology(),
            ("Alb:DebugHeaders", "true"),
            ("Alb:OtlpEndpoint", Spans.Url),
            ("Alb:Lambda:Endpoint", $"http://127.0.0.1:{Lambda.Port}"),
            ("OTEL_BSP_SCHEDULE_DELAY", "50"));
        // The control port answers before the listeners are bound; the banner comes after.
        await Patience.UntilAsync("the banner", () => Emulator.Output.Any(line => line.Contains("Control ", StringComparison.Ordinal)));
    }

    public async Task DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await Spans.DisposeAsync();
        await Web.DisposeAsync();
        await _plain.DisposeAsync();
        await Lambda.DisposeAsync();
    }

    /// <summary>With the ports of this stage in the place of their names.</summary>
    public string WithPorts(string text) => text
        .Replace("{web}", $"127.0.0.1:{Web.Port}", StringComparison.Ordinal)
        .Replace("{plain}", $"127.0.0.1:{_plain.Port}", StringComparison.Ordinal)
        .Replace("{nothing}", $"127.0.0.1:{_nothing}", StringComparison.Ordinal)
        .Replace(
            "{hint}",
            new LoopbackHint(Housing.Detect()).Of(IPAddress.Loopback) is { } hint ? $"; {hint}" : "",
            StringComparison.Ordinal);

    /// <summary>What the next function returns, with these header lines of Lambda's.</summary>
    public void Returns(string status, string payload, params string[] headers) =>
        Lambda.Otherwise = LambdaStage.Returns(status, payload, headers);

    /// <summary>What the Invoke API does next.</summary>
    public void Invoked(Reply reply) => Lambda.Otherwise = reply;

    /// <summary>The attributes of the span of a request of the journal.</summary>
    public async Task<(IReadOnlyDictionary<string, string> Attributes, string StatusWords)> SpanAsync(JsonElement request)
    {
        var connection = request.GetProperty("conn_trace_id").GetString();
        var span = await Patience.UntilAsync(
            "the span", () => Task.FromResult(Spans.Spans.FirstOrDefault(span => Attributes(span)["aws.alb.connection.trace_id"] == connection)));
        return (Attributes(span), span.Messages(15).FirstOrDefault()?.Text(2) ?? "");
    }

    private static SortedDictionary<string, string> Attributes(ProtoMessage span) => OtlpCollector.Attributes(span.Messages(9));

    private string Topology() => $$"""
        LoadBalancers:
          - Name: demo
            Attributes: { idle_timeout.timeout_seconds: {{IdleSeconds}} }
            Listeners:
              - Port: {{_listener}}
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                Rules:
                  - { Priority: 1, Conditions: [{ Field: path-pattern, Values: [/refused] }], Actions: [{ Type: forward, TargetGroupArn: refused }] }
                  - { Priority: 2, Conditions: [{ Field: path-pattern, Values: [/tls] }], Actions: [{ Type: forward, TargetGroupArn: tls }] }
                  - { Priority: 3, Conditions: [{ Field: path-pattern, Values: [/empty] }], Actions: [{ Type: forward, TargetGroupArn: empty }] }
                  - { Priority: 4, Conditions: [{ Field: path-pattern, Values: [/nowhere] }], Actions: [{ Type: forward, TargetGroupArn: nowhere }] }
                  - { Priority: 6, Conditions: [{ Field: path-pattern, Values: [/function] }], Actions: [{ Type: forward, TargetGroupArn: function }] }
                  - { Priority: 7, Conditions: [{ Field: path-pattern, Values: [/elsewhere] }], Actions: [{ Type: forward, TargetGroupArn: elsewhere }] }
                  - { Priority: 8, Conditions: [{ Field: path-pattern, Values: [/weights] }], Actions: [{ Type: forward, ForwardConfig: { TargetGroups: [{ TargetGroupArn: web, Weight: 0 }, { TargetGroupArn: empty, Weight: 0 }] } }] }
                  - { Priority: 9, Conditions: [{ Field: path-pattern, Values: [/redirect*] }], Actions: [{ Type: redirect, RedirectConfig: { StatusCode: HTTP_301, Path: "/#{path}/#{path}" } }] }
                  - Priority: 10
                    Conditions: [{ Field: path-pattern, Values: [/transform] }]
                    Transforms: [{ Type: url-rewrite, UrlRewriteConfig: { Rewrites: [{ Regex: "^/transform", Replace: "none" }] } }]
                    Actions: [{ Type: forward, TargetGroupArn: web }]
                  - { Priority: 11, Conditions: [{ Field: path-pattern, Values: [/fixed] }], Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "503", ContentType: text/plain, MessageBody: closed } }] }
              - { Port: {{SecurePort}}, Protocol: HTTPS, DefaultActions: [{ Type: forward, TargetGroupArn: http2 }] }
        TargetGroups:
          - { Name: web, Targets: [{ Id: 127.0.0.1, Port: {{Web.Port}} }] }
          - { Name: refused, Targets: [{ Id: 127.0.0.1, Port: {{_nothing}} }] }
          - { Name: tls, Protocol: HTTPS, Targets: [{ Id: 127.0.0.1, Port: {{_plain.Port}} }] }
          - { Name: empty, Targets: [] }
          - { Name: nowhere, Targets: [{ Id: nowhere.invalid, Port: 80 }] }
          - { Name: http2, ProtocolVersion: HTTP2, Targets: [{ Id: 127.0.0.1, Port: {{Web.Port}} }] }
          - { Name: function, TargetType: lambda, Targets: [{ Id: "arn:aws:lambda:us-east-1:000000000000:function:hello" }] }
          - { Name: elsewhere, TargetType: lambda, Targets: [{ Id: "arn:aws:lambda:us-east-1:000000000000:function:far", InvokeUrl: "http://127.0.0.1:{{_nothing}}/" }] }
        """;
}
