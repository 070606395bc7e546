using System.Globalization;
using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Records;

/// <summary>Memory of an emulator that writes down everything, while it serves millions of requests.</summary>
internal static class MemoryOverTime
{
    private const int Connections = 64;
    private const int Looks = 10;

    /// <summary>Looks at the beginning and at the end, of which the least counts.</summary>
    private const int Compared = 3;

    /// <summary>The end to the beginning, beside one <see cref="Region"/>.</summary>
    private const double Tolerance = 1.10;

    /// <summary>By which the heap of the runtime becomes larger and smaller.</summary>
    private const long Region = 4 * 1024 * 1024;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(long requests, CancellationToken cancelled)
    {
        if (ProgramCommand.Find("wrk") is not { } wrk)
        {
            await Console.Error.WriteLineAsync("wrk is not installed (apt-get install wrk).");
            return 2;
        }

        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var emulator = DeliveringLogs.Define(stage, await PlainTarget.Start(stage, cancelled), [], "everything")
            ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release.");
        var process = stage.Start(emulator.Command);
        await FirstAnswer.Wait(process, emulator.Port, emulator.Name, cancelled);
        var url = $"http://127.0.0.1:{emulator.Port}/";
        var table = new Table("requests", "memory MB");
        var (served, errors) = (0L, 0L);
        // Only then has the program begun.
        await Serve(requests / Looks / 2);
        var seen = new List<long>();
        for (var look = 1; look <= Looks; look++)
        {
            seen.Add(await ProcessMemory.Least(process.Id, Serve(Math.Max(served + 1, requests * look / Looks)), cancelled));
            table.Add(served.ToString("N0", CultureInfo.InvariantCulture), $"{seen[^1] / 1e6:F0}");
        }

        table.Print(Console.Out);
        return errors == 0 && seen[^Compared..].Min() <= (seen[..Compared].Min() * Tolerance) + Region ? 0 : 1;

        async Task Serve(long until)
        {
            while (served < until)
            {
                var output = await Wrk.Run(wrk, url, 2, Connections, Step, cancelled);
                served += output.Requests;
                errors += output.Errors;
            }
        }
    }
}
