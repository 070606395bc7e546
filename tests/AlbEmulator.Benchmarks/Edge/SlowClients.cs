using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Edge;

/// <summary>
/// Good clients beside thousands that send their headers, or their bodies, or read their answers as slowly as they can.
/// <see href="https://github.com/shekyan/slowhttptest/wiki"/>
/// </summary>
internal static class SlowClients
{
    private const int GoodPerSecond = 500;
    private const int ConnectionsPerSecond = 200;

    /// <summary>p99 under attack to p99 without.</summary>
    private const double Tolerance = 2;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);

    /// <summary>Arguments of slowhttptest for each kind.</summary>
    private static readonly (string Name, string Path, string[] Arguments)[] Kinds =
    [
        ("slow headers", "/", ["-H", "-i", "10"]),
        ("slow bodies", "/", ["-B", "-i", "10", "-s", "8192"]),
        ("slow reading", PlainTarget.LargePath, ["-X", "-n", "5", "-w", "512", "-y", "1024", "-z", "32"]),
    ];

    public static async Task<int> Run(int connections, TimeSpan duration, CancellationToken cancelled)
    {
        if (ProgramCommand.Find("slowhttptest") is not { } program)
        {
            await Console.Error.WriteLineAsync("slowhttptest is not installed (apt-get install slowhttptest).");
            return 2;
        }

        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var emulator = EmulatorProxy.Define(stage, await PlainTarget.Start(stage, cancelled), [])
            ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release.");
        var process = stage.Start(emulator.Command);
        await FirstAnswer.Wait(process, emulator.Port, emulator.Name, cancelled);
        var url = $"http://127.0.0.1:{emulator.Port}";
        await ConstantRate.Run(url + "/", GoodPerSecond, Quiet / 2, cancelled);

        var table = new Table("clients beside", "good requests", "failed", "p50 ms", "p99 ms", "p99 before ms", "ratio");
        var isGood = true;
        foreach (var (name, path, arguments) in Kinds)
        {
            var before = await ConstantRate.Run(url + "/", GoodPerSecond, Quiet, cancelled);
            using var attack = stage.Start(new ProgramCommand(
                program,
                [
                    .. arguments, "-c", $"{connections}", "-r", $"{ConnectionsPerSecond}", "-l", $"{duration.TotalSeconds}",
                    "-u", url + path, "-p", "5",
                ]));
            var during = await ConstantRate.Run(url + "/", GoodPerSecond, duration, cancelled);
            var ratio = during.P99 / before.P99;
            isGood &= during.Errors == 0 && ratio <= Tolerance;
            table.Add(
                $"{connections} {name}", $"{during.Sent}", $"{during.Errors}", $"{during.P50:F1}", $"{during.P99:F1}",
                $"{before.P99:F1}", $"{ratio:F2}");
        }

        table.Print(Console.Out);
        return isGood ? 0 : 1;
    }
}
