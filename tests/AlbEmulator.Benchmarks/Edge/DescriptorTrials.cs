using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Edge;

/// <summary>
/// Clients that are more than the limit of the emulator's descriptors, some of which ask for something: it must refuse the
/// rest, answer its control port, lose no line of what it answered, and take as many again once they have left.
/// </summary>
internal static class DescriptorTrials
{
    private static readonly int[] Limits = [256, 288, 320, 384, 512, 768, 1024, 1536, 2048, 4096];

    public static async Task<int> Run(int rounds, TimeSpan duration, int only, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var target = await PlainTarget.Start(stage, cancelled);
        var table = new Table(
            "limit", "load", "trials", "held", "answered", "refused", "503", "lost lines", "without health", "held again", "bad");
        var bad = 0;
        foreach (var limit in only > 0 ? [only] : Limits)
        {
            foreach (var isLoaded in new[] { false, true })
            {
                var trials = new List<DescriptorTrial>();
                for (var round = 0; round < rounds; round++)
                {
                    trials.Add(new DescriptorTrial(limit, isLoaded, target, duration));
                    await trials[^1].Run(cancelled);
                }

                bad += trials.Count(trial => trial.Faults.Count > 0);
                table.Add(
                    $"{limit}",
                    isLoaded ? "yes" : "no",
                    $"{trials.Count}",
                    $"{trials.Min(trial => trial.Held)}",
                    $"{trials.Sum(trial => trial.Answered)}",
                    $"{trials.Sum(trial => trial.Refused)}",
                    $"{trials.Sum(trial => trial.Unavailable)}",
                    $"{trials.Sum(trial => trial.LostLines)}",
                    $"{trials.Sum(trial => trial.WithoutHealth)}",
                    $"{trials.Min(trial => trial.HeldAgain)}",
                    $"{trials.Count(trial => trial.Faults.Count > 0)}");
                foreach (var fault in trials.SelectMany(trial => trial.Faults))
                {
                    await Console.Error.WriteLineAsync($"Limit {limit}{(isLoaded ? " under load" : "")}: {fault}");
                }
            }
        }

        table.Print(Console.Out);
        return bad == 0 ? 0 : 1;
    }
}
