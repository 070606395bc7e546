using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>A load balancer over HTTP and HTTPS whose rules lead to everything that can become of a request, by its path.</summary>
internal sealed class LoggedWays : IAsyncDisposable
{
    /// <summary>How long the target at <c>/late</c> takes, of a clock that only it turns.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(7);

    private readonly int _refusing = FreePorts.Take();

    private LoggedWays()
    {
        var ok = Reply.Ok();
        var head = Reply.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
        Web.Otherwise = new Reply((connection, request) =>
        {
            if (request.Target.StartsWith("/late", StringComparison.Ordinal))
            {
                Time.Advance(Late);
            }

            return request.Target.StartsWith("/close", StringComparison.Ordinal) ? Task.FromResult(false)
                : request.Method == "HEAD" ? head.Act(connection, request)
                : ok.Act(connection, request);
        });
    }

    public ScriptedTarget Web { get; } = ScriptedTarget.Start();

    public ManualTime Time { get; } = new();

    public HostedEmulator Emulator { get; private set; } = null!;

    public int HttpPort { get; } = FreePorts.Take();

    public int HttpsPort { get; } = FreePorts.Take();

    public IEnumerable<LoggedWay> All =>
    [
        ToWeb("/", 0) with { Times = "0.000 0.000 0.000" },
        ToWeb("/late", 1) with { Times = "0.000 0.007 0.000" },
        new("/redirect", 2, 301, "redirect"),
        new("/fixed", 3, 418, "fixed-response"),
        new("/empty", 4, 503) { TargetGroup = "empty" },
        new("/refused", 5, 502) { TargetGroup = "refused", TargetPort = _refusing },
        ToWeb("/close", 6) with { Status = 502, TargetStatus = null, Times = "0.000 0.000 -1" },
    ];

    public static async Task<LoggedWays> StartAsync()
    {
        var ways = new LoggedWays();
        ways.Emulator = await HostedEmulator.StartAsync(
            ways.Topology(), services => services.AddSingleton<TimeProvider>(ways.Time));
        return ways;
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await Web.DisposeAsync();
    }

    private LoggedWay ToWeb(string path, int priority) => new(path, priority, 200)
    {
        TargetStatus = 200,
        TargetGroup = "web",
        TargetPort = Web.Port,
    };

    private string Topology() => $$"""
        LoadBalancers:
          - Name: demo
            Listeners:
              - { Port: {{HttpPort}}, DefaultActions: [{ Type: forward, TargetGroupArn: web }], Rules: [{{Rules}}] }
              - { Port: {{HttpsPort}}, Protocol: HTTPS, DefaultActions: [{ Type: forward, TargetGroupArn: web }], Rules: [{{Rules}}] }
        TargetGroups:
          - { Name: web, Targets: [{ Id: 127.0.0.1, Port: {{Web.Port}} }] }
          - { Name: refused, Targets: [{ Id: 127.0.0.1, Port: {{_refusing}} }] }
          - { Name: empty, Targets: [] }
        """;

    private string Rules => string.Join(", ", All.Where(way => way.Priority > 0).Select(way =>
        $$"""{ Priority: {{way.Priority}}, Conditions: [{ Field: path-pattern, Values: ["{{way.Path}}"] }], Actions: [{{Action(way)}}] }"""));

    private static string Action(LoggedWay way) => way.Action switch
    {
        "redirect" => "{ Type: redirect, RedirectConfig: { StatusCode: HTTP_301, Host: elsewhere.example.com } }",
        "fixed-response" => """{ Type: fixed-response, FixedResponseConfig: { StatusCode: "418", ContentType: text/plain, MessageBody: tea } }""",
        _ => $"{{ Type: forward, TargetGroupArn: {way.TargetGroup} }}",
    };
}
