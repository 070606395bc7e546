using System.Net;
using System.Net.Sockets;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Descriptors;
using AlbEmulator.Metrics;
using AlbEmulator.TargetGroups;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A load balancer <c>counted</c> whose rules lead to every kind of target there is, well and broken; one that drops
/// invalid headers, <c>dropping</c>; and <c>six</c>, which listens on IPv6 where the machine has it.
/// </summary>
public sealed class MetricsStage : IAsyncDisposable
{
    private readonly FullBacklog _full = new();
    private readonly HashSet<string> _grpcConnections = [];
    private readonly TcpListener _plain = new(IPAddress.Loopback, FreePorts.Take());
    private KestrelTarget _grpc = null!;

    private MetricsStage()
    {
        _plain.Start();
        _ = SpeakNoTlsAsync();
        Web.On("/302", Status("302 Found")).On("/404", Status("404 Not Found")).On("/500", Status("500 Oops"));
        Web.On("/silent", Reply.Silence).On("/close", Reply.Close).On("/ws", Reply.WebSocketEcho);
        Session.Otherwise = Reply.Bytes("HTTP/1.1 200 OK\r\nSet-Cookie: SID=1\r\nContent-Length: 2\r\n\r\nok");
    }


    /// <summary>Rules of each listener of <c>counted</c>, whose priorities are 1, 2 and so on.</summary>
    public const int RuleCount = 11;

    public ScriptedTarget Web { get; } = ScriptedTarget.Start();

    public ScriptedTarget[] Sticky { get; } = [ScriptedTarget.Start(), ScriptedTarget.Start()];

    public ScriptedTarget Session { get; } = ScriptedTarget.Start();

    public ScriptedTarget Lambda { get; } = ScriptedTarget.Start(LambdaStage.Returns(LambdaStage.Answer("ok")));

    public HostedEmulator Emulator { get; private set; } = null!;

    /// <summary>Turned for connections to targets that do not accept.</summary>
    public ManualTime Time { get; } = new();

    public int HttpPort { get; } = FreePorts.Take();

    public int HttpsPort { get; } = FreePorts.Take();

    public int DroppingPort { get; } = FreePorts.Take();

    public int SixPort { get; } = FreePorts.Take();

    /// <summary>Connections that targets saw with a request on them.</summary>
    public int TargetConnections =>
        Web.Connections + Sticky.Sum(target => target.Connections) + Session.Connections + _grpcConnections.Count;

    public static async Task<MetricsStage> StartAsync()
    {
        var stage = new MetricsStage();
        stage._grpc = await KestrelTarget.StartAsync(HttpProtocols.Http2, stage.AnswerCallAsync);
        stage.Emulator = await HostedEmulator.StartAsync(stage.Topology(), services => services.AddSingleton(
            provider => new TargetConnector(
                stage.Time,
                provider.GetRequiredService<TargetConnections>(),
                ProcessDescriptors.Unlimited,
                provider.GetRequiredService<MetricsRegistry>())));
        foreach (var group in new[] { "web", "sticky", "session", "grpc" })
        {
            await stage.Emulator.WaitForHealthAsync(group, "healthy");
        }

        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await _grpc.DisposeAsync();
        foreach (var target in Sticky.Append(Web).Append(Session).Append(Lambda))
        {
            await target.DisposeAsync();
        }

        _plain.Dispose();
        _full.Dispose();
    }

    private static Reply Status(string status) => Reply.Bytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");

    private async Task SpeakNoTlsAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _plain.AcceptSocketAsync();
                await socket.SendAsync("Not here.\r\n"u8.ToArray());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private Task AnswerCallAsync(HttpContext context)
    {
        var isCall = context.Request.Path.StartsWithSegments("/demo.Echo", StringComparison.Ordinal);
        lock (_grpcConnections)
        {
            if (isCall)
            {
                _grpcConnections.Add(context.Connection.Id);
            }
        }

        context.Response.ContentType = "application/grpc";
        // A health check asks for a method that there is not.
        context.Response.AppendTrailer("grpc-status", isCall ? "0" : "12");
        return context.Request.Body.CopyToAsync(context.Response.Body);
    }

    /// <summary>The same for both listeners, but that only HTTPS has gRPC.</summary>
    private static string Rules(string calls) => string.Join(", ", new[]
    {
        ("/redirect*", "Type: redirect, RedirectConfig: { StatusCode: HTTP_301, Host: elsewhere }"),
        ("/fixed", """Type: fixed-response, FixedResponseConfig: { StatusCode: "404", MessageBody: none }"""),
        ("/sticky", Forward("sticky")),
        ("/session", Forward("session")),
        ("/refused", Forward("refused")),
        ("/full", Forward("full")),
        ("/plain", Forward("plain")),
        ("/empty", Forward("empty")),
        ("/lambda", Forward("lambda")),
        ("/nowhere", Forward("nowhere")),
        ("/demo.Echo/*", Forward(calls)),
    }.Select((rule, index) =>
        $$"""{ Priority: {{index + 1}}, Conditions: [{ Field: path-pattern, Values: ["{{rule.Item1}}"] }], Actions: [{ {{rule.Item2}} }] }"""));

    private static string Forward(string group) => $"Type: forward, TargetGroupArn: {group}";

    /// <summary>The load balancer on IPv6; nothing where there is none.</summary>
    private string Six => !IPv6.IsHere ? "" : $$"""
          - Name: six
            BindAddress: "::1"
            Listeners: [{ Port: {{SixPort}}, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }]
        """;

    private string Topology() => $$"""
        LoadBalancers:
          - Name: counted
            Listeners:
              - Port: {{HttpPort}}
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                Rules: [{{Rules("web")}}]
              - Port: {{HttpsPort}}
                Protocol: HTTPS
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                Rules: [{{Rules("grpc")}}]
          - Name: dropping
            Attributes: { routing.http.drop_invalid_header_fields.enabled: true }
            Listeners: [{ Port: {{DroppingPort}}, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }]
        {{Six}}
        TargetGroups:
          - { Name: web, Targets: [{ Id: 127.0.0.1, Port: {{Web.Port}} }] }
          - Name: sticky
            Targets: [{ Id: 127.0.0.1, Port: {{Sticky[0].Port}} }, { Id: 127.0.0.1, Port: {{Sticky[1].Port}} }]
            Attributes: { stickiness.enabled: true, stickiness.type: lb_cookie }
          - Name: session
            Targets: [{ Id: 127.0.0.1, Port: {{Session.Port}} }]
            Attributes: { stickiness.enabled: true, stickiness.type: app_cookie, stickiness.app_cookie.cookie_name: SID }
          - { Name: refused, Targets: [{ Id: 127.0.0.1, Port: {{FreePorts.Take()}} }] }
          - { Name: full, Targets: [{ Id: 127.0.0.1, Port: {{_full.Port}} }], HealthCheckPort: "{{Web.Port}}" }
          - { Name: plain, Protocol: HTTPS, Targets: [{ Id: 127.0.0.1, Port: {{((IPEndPoint)_plain.LocalEndpoint).Port}} }] }
          - { Name: empty, Targets: [] }
          - Name: lambda
            TargetType: lambda
            Targets: [{ Id: "{{LambdaStage.Arn}}", InvokeUrl: "http://127.0.0.1:{{Lambda.Port}}/" }]
          - Name: nowhere
            TargetType: lambda
            Targets: [{ Id: "{{LambdaStage.Arn}}2", InvokeUrl: "http://127.0.0.1:{{FreePorts.Take()}}/" }]
          - { Name: grpc, ProtocolVersion: GRPC, Targets: [{ Id: 127.0.0.1, Port: {{_grpc.Port}} }] }
        """;
}
