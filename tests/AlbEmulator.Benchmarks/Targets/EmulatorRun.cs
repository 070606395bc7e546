using System.Text.Json;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;

namespace AlbEmulator.Benchmarks.Targets;

/// <summary>The emulator as a process of its own before target groups on loopback, each with a listener of its own.</summary>
internal sealed class EmulatorRun
{
    private EmulatorRun(StartedProcess process, int[] ports, string control, string accessLog) =>
        (Process, Ports, Control, AccessLog) = (process, ports, control, accessLog);

    public StartedProcess Process { get; }

    /// <summary>Of the listeners, in the order of the target groups.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>Where the emulator itself answers.</summary>
    public string Control { get; }

    public string AccessLog { get; }

    /// <param name="stage">What it is started on.</param>
    /// <param name="targetGroups">As a topology file has them, with the name of each.</param>
    public static EmulatorRun Start(Stage stage, params (string Name, object TargetGroup)[] targetGroups) =>
        Start(stage, openFiles: null, targetGroups);

    /// <param name="stage">What it is started on.</param>
    /// <param name="openFiles"><c>ulimit -n</c>; null for this program's own.</param>
    /// <param name="targetGroups">As a topology file has them, with the name of each.</param>
    public static EmulatorRun Start(Stage stage, int? openFiles, params (string Name, object TargetGroup)[] targetGroups)
    {
        var program = EmulatorProxy.FindBuild()
            ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release.");
        var ports = Array.ConvertAll(targetGroups, _ => LoopbackPort.Free());
        var topology = stage.Write("alb.json", JsonSerializer.Serialize(new
        {
            LoadBalancers = new[]
            {
                new
                {
                    Name = "benchmark",
                    Listeners = targetGroups.Select((group, index) => new
                    {
                        Port = ports[index],
                        DefaultActions = new[] { new { Type = "forward", TargetGroupArn = group.Name } },
                    }),
                },
            },
            TargetGroups = targetGroups.Select(group => group.TargetGroup),
        }));
        var control = $"http://127.0.0.1:{LoopbackPort.Free()}";
        var accessLog = stage.PathOf("access.log");
        var command = openFiles is { } limit
            ? new ProgramCommand("/bin/sh", "-c", "ulimit -n $0; exec \"$@\"", $"{limit}", program, "run", topology)
            : new ProgramCommand(program, "run", topology);
        var process = stage.Start(command with
        {
            Environment = new Dictionary<string, string>
            {
                ["Alb__ControlUrl"] = control,
                ["Alb__DataDirectory"] = stage.PathOf("data"),
                ["Alb__AccessLog"] = accessLog,
            },
            Output = stage.PathOf("emulator.out"),
        });
        return new EmulatorRun(process, ports, control, accessLog);
    }
}
