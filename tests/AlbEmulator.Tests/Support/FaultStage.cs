using System.Text.Json;
using AlbEmulator.AccessLogs;
using AlbEmulator.DataFolders;
using AlbEmulator.LogDelivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A load balancer <c>shop</c> with rules of every kind, over HTTP and HTTPS, whose requests get faults at the pace of a clock and
/// by a chance that are the test's.
/// </summary>
public sealed class FaultStage : IAsyncDisposable
{
    private readonly int _nothing = FreePorts.Take();

    private FaultStage()
    {
    }

    /// <summary>Of both groups <c>web</c> and <c>orders</c>.</summary>
    public ScriptedTarget Target { get; } = ScriptedTarget.Start();

    public HostedEmulator Emulator { get; private set; } = null!;

    public ConsoleClient Console { get; private set; } = null!;

    public JournalClient Journal { get; private set; } = null!;

    public ManualTime Time { get; } = new();

    public Dice Chance { get; } = new();

    public int SecurePort { get; } = FreePorts.Take();

    public int Port => Emulator.Port;

    public static async Task<FaultStage> StartAsync(params (string Name, string Value)[] settings)
    {
        var stage = new FaultStage();
        stage.Emulator = await HostedEmulator.StartAsync(
            stage.Topology(FreePorts.Take()),
            services => services.AddSingleton<TimeProvider>(stage.Time).AddSingleton<Random>(stage.Chance).AddSingleton(LogOf),
            settings);
        stage.Console = new ConsoleClient(stage.Emulator);
        stage.Journal = new JournalClient(stage.Emulator);
        return stage;
    }

    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Port);

    /// <summary>Statuses of so many requests, one after the other.</summary>
    public async Task<IReadOnlyList<int>> AskAsync(int times, string path = "/orders/1")
    {
        List<int> statuses = [];
        await using var client = await ConnectAsync();
        for (var index = 0; index < times; index++)
        {
            statuses.Add((await client.ExchangeAsync(Wire.Get(path))).Status);
        }

        return statuses;
    }

    /// <summary>What the journal marks the one request with: id and kind; null for nothing.</summary>
    public static (long Id, string? Kind)? FaultOf(JsonElement request) => request.GetProperty("fault") is { ValueKind: JsonValueKind.Object } fault
        ? (fault.GetProperty("id").GetInt64(), fault.GetProperty("kind").GetString())
        : null;

    /// <summary>Begins a request, waits until its delay has begun, and turns the clock.</summary>
    /// <param name="begin">Begins the request.</param>
    /// <param name="delay">Of the fault; nobody else waits for so long.</param>
    /// <param name="by">How far the clock is turned; to the end of the delay unless said.</param>
    public async Task PassAsync(Func<Task> begin, TimeSpan delay, TimeSpan? by = null)
    {
        await begin();
        await Patience.UntilAsync("the delay to begin", () => Time.IsAwaited(delay));
        Time.Advance(by ?? delay);
    }

    public async ValueTask DisposeAsync()
    {
        Console?.Dispose();
        if (Emulator is not null)
        {
            await Emulator.DisposeAsync();
        }

        await Target.DisposeAsync();
    }

    /// <param name="port">Of the HTTP listener.</param>
    /// <param name="priority">Of the rule of <c>orders</c>.</param>
    public string Topology(int port, int priority = 10) => $$"""
        LoadBalancers:
          - Name: shop
            Listeners:
              - Port: {{port}}
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                Rules: [{{Rules(priority)}}]
              - Port: {{SecurePort}}
                Protocol: HTTPS
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                Rules: [{{Rules(priority)}}, { Priority: 90, Conditions: [{ Field: path-pattern, Values: ["/demo.Echo/*"] }], Actions: [{ Type: forward, TargetGroupArn: grpc }] }]
        TargetGroups:
          - { Name: web, Targets: [{ Id: 127.0.0.1, Port: {{Target.Port}} }] }
          - { Name: orders, Targets: [{ Id: 127.0.0.1, Port: {{Target.Port}} }] }
          - { Name: empty, Targets: [] }
          - { Name: gone, Targets: [{ Id: 127.0.0.1, Port: {{_nothing}} }] }
          - { Name: lambda, TargetType: lambda, Targets: [{ Id: "{{LambdaStage.Arn}}", InvokeUrl: "http://127.0.0.1:{{Target.Port}}/" }] }
          - { Name: grpc, ProtocolVersion: GRPC, Targets: [{ Id: 127.0.0.1, Port: {{_nothing}} }] }
        """;

    /// <summary>What is logged is written while the clock stands still.</summary>
    private static AccessLogFile LogOf(IServiceProvider provider) => new(
        new LogOutput(provider.GetRequiredService<AlbSettings>().AccessLog, provider.GetRequiredService<DataFolder>()),
        TimeProvider.System,
        NullLogger<AccessLogFile>.Instance,
        provider.GetRequiredService<LogArchives>());

    private static string Rules(int priority) => string.Join(", ", new[]
    {
        (priority, "/orders/*", "Type: forward, TargetGroupArn: orders"),
        (30, "/fixed", "Type: fixed-response, FixedResponseConfig: { StatusCode: '404', MessageBody: none }"),
        (40, "/redirect", "Type: redirect, RedirectConfig: { StatusCode: HTTP_301, Host: elsewhere }"),
        (50, "/lambda", "Type: forward, TargetGroupArn: lambda"),
        (60, "/both", "Type: forward, ForwardConfig: { TargetGroups: [{ TargetGroupArn: web, Weight: 1 }, { TargetGroupArn: orders, Weight: 1 }] }"),
        (70, "/nobody", "Type: forward, ForwardConfig: { TargetGroups: [{ TargetGroupArn: web, Weight: 0 }, { TargetGroupArn: orders, Weight: 0 }] }"),
        (80, "/empty", "Type: forward, TargetGroupArn: empty"),
        (85, "/gone", "Type: forward, TargetGroupArn: gone"),
    }.Select(static rule =>
        $$"""{ Priority: {{rule.Item1}}, Conditions: [{ Field: path-pattern, Values: ["{{rule.Item2}}"] }], Actions: [{ {{rule.Item3}} }] }"""));

    /// <summary>Falls as it is told; 0 unless told otherwise.</summary>
    public sealed class Dice : Random
    {
        private readonly Queue<double> _falls = new();

        /// <summary>How it falls next, one time after the other.</summary>
        public void Fall(params double[] falls) => Array.ForEach(falls, _falls.Enqueue);

        public override double NextDouble() => _falls.TryDequeue(out var fall) ? fall : 0;
    }
}
