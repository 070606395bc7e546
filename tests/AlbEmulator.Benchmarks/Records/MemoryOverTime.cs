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

    /// <summary>Memory after the last request to that after the first tenth.</summary>
    private const double Tolerance = 1.10;

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
        var (served, errors, first, last) = (0L, 0L, 0L, 0L);
        for (var look = 1; look <= Looks; look++)
        {
            while (served < requests * look / Looks)
            {
                var output = await Wrk.Run(wrk, url, 2, Connections, Step, cancelled);
                served += output.Requests;
                errors += output.Errors;
            }

            var busy = Wrk.Run(wrk, url, 2, Connections, Step, cancelled);
            last = await ProcessMemory.Least(process.Id, busy, cancelled);
            served += (await busy).Requests;
            first = look == 1 ? last : first;
            table.Add(served.ToString("N0", CultureInfo.InvariantCulture), $"{last / 1e6:F0}");
        }

        table.Print(Console.Out);
        return errors == 0 && last <= first * Tolerance ? 0 : 1;
    }
}
