using System.Text.Json;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Targets;

namespace AlbEmulator.Benchmarks.Soak;

/// <summary>
/// The emulator as a process of its own with a listener of HTTP and one of HTTPS, before small targets of this process that
/// can be killed, and one of another process for bodies and WebSockets.
/// </summary>
internal sealed class SoakStage : IDisposable
{
    private const int TargetCount = 4;

    private readonly Stage _stage = new();
    private readonly string _program;

    public SoakStage()
    {
        _program = EmulatorProxy.FindBuild()
            ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release.");
        Targets = [.. Enumerable.Range(0, TargetCount).Select(_ => new MortalTarget(LoopbackPort.Low()))];
    }

    public IReadOnlyList<MortalTarget> Targets { get; }

    public int Port { get; } = LoopbackPort.Free();

    public int SecurePort { get; } = LoopbackPort.Free();

    public int EchoPort { get; } = LoopbackPort.Free();

    public string Control { get; } = $"http://127.0.0.1:{LoopbackPort.Free()}";

    public string AccessLog => _stage.PathOf("access.log");

    public StartedProcess Emulator { get; private set; } = null!;

    /// <summary>Bytes of the program's own log.</summary>
    public long LogBytes => Directory.GetFiles(Path.Combine(_stage.PathOf("data"), "logs")).Sum(file => new FileInfo(file).Length);

    public async Task Start(CancellationToken cancelled)
    {
        foreach (var target in Targets)
        {
            target.Start();
        }

        var echo = _stage.Start(new ProgramCommand(_program, "echo", "--port", $"{EchoPort}"));
        await FirstAnswer.Wait(echo, EchoPort, "the echo target", cancelled);
        WriteTopology(0);
        Emulator = _stage.Start(new ProgramCommand(_program, "run", _stage.PathOf("alb.json"))
        {
            Environment = new Dictionary<string, string>
            {
                ["Alb__ControlUrl"] = Control,
                ["Alb__DataDirectory"] = _stage.PathOf("data"),
                ["Alb__AccessLog"] = AccessLog,
            },
            Output = _stage.PathOf("emulator.out"),
        });
        await FirstAnswer.Wait(Emulator, Port, "the emulator", cancelled);
    }

    /// <summary>The file as it is edited: rules come and go.</summary>
    public void WriteTopology(int rules)
    {
        object Forward(string group) => new { Type = "forward", TargetGroupArn = group };
        var all = new List<object>
        {
            new
            {
                Priority = 1,
                Conditions = new[] { new { Field = "path-pattern", Values = new[] { "/bytes/*", "/status/*", "/ws*" } } },
                Actions = new[] { Forward("echo") },
            },
        };
        all.AddRange(Enumerable.Range(0, rules).Select(rule => new
        {
            Priority = 10 + rule,
            Conditions = new[] { new { Field = "path-pattern", Values = new[] { $"/never/{rule}" } } },
            Actions = new[] { new { Type = "fixed-response", FixedResponseConfig = new { StatusCode = "204" } } },
        }));
        object Listener(int port, string protocol) => new { Port = port, Protocol = protocol, DefaultActions = new[] { Forward("web") }, Rules = all };
        var written = _stage.Write("alb.json.new", JsonSerializer.Serialize(new
        {
            LoadBalancers = new[] { new { Name = "soak", Listeners = new[] { Listener(Port, "HTTP"), Listener(SecurePort, "HTTPS") } } },
            TargetGroups = new object[]
            {
                new
                {
                    Name = "web",
                    Targets = Targets.Select(target => new { Id = "127.0.0.1", target.Port }),
                    HealthCheckIntervalSeconds = 1,
                    HealthCheckTimeoutSeconds = 0.9,
                    HealthyThresholdCount = 2,
                    UnhealthyThresholdCount = 2,
                },
                new { Name = "echo", Targets = new[] { new { Id = "127.0.0.1", Port = EchoPort } }, HealthCheckPath = "/health" },
            },
        }));
        File.Move(written, _stage.PathOf("alb.json"), overwrite: true);
    }

    public void Dispose()
    {
        _stage.Dispose();
        foreach (var target in Targets)
        {
            target.Dispose();
        }
    }
}
