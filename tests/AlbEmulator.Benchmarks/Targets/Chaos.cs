using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Targets;

/// <summary>Two hundred targets that are killed and started again at random, under load: what the clients see of it.</summary>
internal static partial class Chaos
{
    private const int Targets = 200;
    private const int Clients = 64;
    private const int FirstPort = 20_000;

    /// <summary>At most these are dead at a time: with all of them, requests would rightly go to dead ones.</summary>
    private const int MostDead = 60;

    private const int RequestsForShares = 300 * Targets;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly int[] Expected = [200, 502, 504];

    public static async Task<int> Run(TimeSpan duration, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var targets = StartTargets();
        try
        {
            var emulator = EmulatorRun.Start(stage, ("web", Group(targets)));
            var url = $"http://127.0.0.1:{emulator.Ports[0]}/";
            await FirstAnswer.Wait(emulator.Process, emulator.Ports[0], "the emulator", cancelled);
            var history = new StateHistory(emulator.Control);
            await AllHealthy(history, cancelled);

            var statuses = await Storm(targets, url, history, duration, cancelled);
            var unexpected = statuses.Where(status => !Expected.Contains(status.Key)).Sum(status => status.Value);
            var recovery = await AllHealthy(history, cancelled);

            Array.ForEach(targets, target => target.ResetCount());
            var left = RequestsForShares;
            var calm = await ClosedLoop.Run(url, Clients, () => Interlocked.Decrement(ref left) >= 0, cancelled);
            var mean = targets.Average(target => target.Requests);
            var deviation = targets.Max(target => Math.Abs(target.Requests - mean)) / mean;
            // Lines are written within a second.
            await Task.Delay(TimeSpan.FromSeconds(2), cancelled);
            var late = File.ReadLines(emulator.AccessLog).Count(line => IsLate(line, history));

            var table = new Table("measure", "value", "must be");
            table.Add("answers", string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));
            table.Add("other than 200, 502, 504", $"{unexpected}", "0");
            table.Add("times a target was seen unhealthy", $"{history.Count}");
            table.Add("requests to a target 1 s after that", $"{late}", "0");
            table.Add("all healthy again after s", $"{recovery.TotalSeconds:F1}");
            table.Add("answers other than 200 then", $"{calm.Where(status => status.Key != 200).Sum(status => status.Value)}", "0");
            table.Add("largest deviation from a fair share", $"{deviation:P1}", "at most 10 %");
            table.Print(Console.Out);
            return unexpected == 0 && late == 0 && deviation <= 0.1 && calm.Keys.All(status => status == 200) ? 0 : 1;
        }
        finally
        {
            Array.ForEach(targets, target => target.Dispose());
        }
    }

    /// <summary>
    /// Below the ports that connections get for themselves: one of them would else take the port of a dead target, or be
    /// connected to itself.
    /// </summary>
    private static MortalTarget[] StartTargets()
    {
        var targets = new List<MortalTarget>();
        for (var port = FirstPort; targets.Count < Targets; port++)
        {
            var target = new MortalTarget(port);
            try
            {
                target.Start();
                targets.Add(target);
            }
            catch (SocketException)
            {
                // Another program has it.
                target.Dispose();
            }
        }

        return [.. targets];
    }

    private static async Task<IReadOnlyDictionary<int, int>> Storm(
        MortalTarget[] targets, string url, StateHistory history, TimeSpan duration, CancellationToken cancelled)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var watching = history.WatchAsync(end.Token);
        var start = Stopwatch.GetTimestamp();
        var load = ClosedLoop.Run(url, Clients, () => Stopwatch.GetElapsedTime(start) < duration, cancelled);
        while (!load.IsCompleted)
        {
            var target = targets[Random.Shared.Next(targets.Length)];
            if (!target.IsAlive)
            {
                target.Start();
            }
            else if (targets.Count(other => !other.IsAlive) < MostDead)
            {
                target.Kill();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancelled);
        }

        await end.CancelAsync();
        await watching;
        foreach (var target in targets.Where(target => !target.IsAlive))
        {
            target.Start();
        }

        return await load;
    }

    private static async Task<TimeSpan> AllHealthy(StateHistory history, CancellationToken cancelled)
    {
        var start = Stopwatch.GetTimestamp();
        while (await history.LookAsync() < Targets)
        {
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(30))
            {
                throw new NoAnswerException("Not all targets became healthy within 30 s.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancelled);
        }

        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Whether a line tells of a request that began when its target had been unhealthy for long.</summary>
    private static bool IsLate(string line, StateHistory history)
    {
        var fields = Field().Matches(line);
        var created = DateTime.Parse(fields[21].ValueSpan, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        return history.WasUnhealthy(fields[4].Value, created, Grace);
    }

    private static object Group(MortalTarget[] targets) => new
    {
        Name = "web",
        Targets = targets.Select(target => new { Id = "127.0.0.1", target.Port }),
        HealthCheckPath = "/health",
        HealthCheckIntervalSeconds = 0.2,
        HealthCheckTimeoutSeconds = 0.19,
        HealthyThresholdCount = 2,
        UnhealthyThresholdCount = 2,
    };

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Field();
}
