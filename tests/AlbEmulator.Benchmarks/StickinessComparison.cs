using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks;

/// <summary>What it costs an emulator to keep clients with their targets: emulators that differ in that alone, in turn.</summary>
internal static class StickinessComparison
{
    private const string None = "none";
    private const string NoneWithCookies = "none, clients have cookies of that length";
    private const string LoadBalancerCookie = "lb_cookie";

    private static readonly Dictionary<string, string> Enabled = new() { ["stickiness.enabled"] = "true" };

    /// <summary>As long as those that a sticky target group gives.</summary>
    private static readonly string OwnCookies = $"ASESSN={new string('a', 128)}; ASESSNCORS={new string('a', 128)}";

    public static async Task<int> Run(ComparisonPlan plan, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var targetPort = await PlainTarget.Start(stage, cancelled);
        Proxy?[] proxies =
        [
            EmulatorProxy.Define(stage, targetPort, plan.EmulatorEnvironment, "none"),
            EmulatorProxy.Define(stage, targetPort, plan.EmulatorEnvironment, "cookies"),
            EmulatorProxy.Define(stage, targetPort, plan.EmulatorEnvironment, "sticky", Enabled),
        ];
        if (proxies is not [{ } none, { } cookies, { } sticky])
        {
            await Console.Error.WriteLineAsync("The emulator is not built: dotnet build -c Release.");
            return 2;
        }

        var lineup = new ProxyLineup(
            [none with { Name = None }, cookies with { Name = NoneWithCookies }, sticky with { Name = LoadBalancerCookie }],
            new Dictionary<string, string>());
        Print(await Rounds.Run(plan, stage, lineup, Measure, cancelled));
        return 0;

        async Task<Sample> Measure(Proxy proxy, StartedProcess process, TimeSpan duration)
        {
            var before = ProcessCpu.Read(process.Id);
            var ownCookies = proxy.Name == NoneWithCookies ? OwnCookies : "";
            var (answered, errors) = await CookieClients.Run(proxy.Port, plan.Connections, ownCookies, duration, cancelled);
            return new Sample(answered, errors, (ProcessCpu.Read(process.Id) - before) / Math.Max(1, answered), duration);
        }
    }

    private static void Print(Dictionary<string, List<Sample>> measured)
    {
        var table = new Table(
            "stickiness", "requests/s", "errors", "CPU µs/request", "CPU to none", "CPU to none with cookies");
        foreach (var (name, samples) in measured)
        {
            table.Add(
                name,
                $"{Percentile.Median(samples.Select(sample => sample.Answered / sample.Duration.TotalSeconds)):F0}",
                $"{samples.Sum(sample => sample.Errors)}",
                $"{Percentile.Median(samples.Select(sample => sample.CpuPerRequest.TotalMicroseconds)):F1}",
                Ratio(samples, measured[None]),
                Ratio(samples, measured[NoneWithCookies]));
        }

        table.Print(Console.Out);
    }

    private static string Ratio(List<Sample> samples, List<Sample> others) =>
        $"{RoundRatio.Of(samples, others, sample => sample.CpuPerRequest.TotalMicroseconds):F2}";

    private sealed record Sample(long Answered, long Errors, TimeSpan CpuPerRequest, TimeSpan Duration);
}
