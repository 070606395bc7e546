using System.CommandLine;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Ways;

namespace AlbEmulator.Benchmarks;

/// <summary><c>compare</c>: the emulator beside other proxies.</summary>
internal static class CompareCommand
{
    private const string Every = "all";

    public static Command Build()
    {
        var rounds = BenchmarkCommands.Number("--rounds", 5, 1, 50, "Rounds, each with every proxy once.");
        var seconds = BenchmarkCommands.Number("--seconds", 8, 1, 120, "Seconds of load on a proxy in a round.");
        var connections = BenchmarkCommands.Number("--connections", 64, 1, 1024, "Client connections (not with --mixed).");
        var (way, only, settings) = (Way(), Only(), BenchmarkCommands.EmulatorEnvironment());
        var mixed = new Option<bool>("--mixed") { Description = "Small requests at a constant rate beside large downloads, in place of a way." };
        var before = new Option<string>("--before") { Description = "The program alb of another build, to be compared as 'before'." };
        var command = new Command("compare", "Puts load on the emulator and on other proxies, in turn.")
        {
            way, rounds, seconds, connections, mixed, only, settings, before,
        };
        command.SetAction((parsed, cancelled) =>
        {
            var plan = new ComparisonPlan(
                parsed.GetValue(rounds),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetValue(connections),
                Lineup(parsed.GetValue(only), parsed.GetValue(before)),
                parsed.GetValue(settings) ?? [],
                parsed.GetValue(before));
            return parsed.GetValue(mixed)
                ? MixedComparison.Run(plan, cancelled)
                : Comparison.Run(plan, Ways(parsed.GetValue(way)!), cancelled);
        });
        return command;
    }

    private static Option<string> Way()
    {
        string[] names = [.. AllWays.List.Select(way => way.Name), Every];
        var way = new Option<string>("--way")
        {
            DefaultValueFactory = _ => AllWays.Kept.Name,
            Description = $"How clients ask: {string.Join(", ", names)}.",
        };
        way.AcceptOnlyFromAmong(names);
        return way;
    }

    private static Way[] Ways(string name) => [.. AllWays.List.Where(way => name == Every || name == way.Name)];

    private static Option<string> Only()
    {
        var only = new Option<string>("--only") { Description = $"Of {string.Join(',', ProxyNames.All)}, separated by commas." };
        only.Validators.Add(result =>
        {
            foreach (var name in Lineup(result.GetValueOrDefault<string>()).Except(ProxyNames.All))
            {
                result.AddError($"'{name}' is none of {string.Join(", ", ProxyNames.All)}.");
            }
        });
        return only;
    }

    private static string[] Lineup(string? only, string? before = null) =>
    [
        .. only?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? ProxyNames.All,
        .. before is null ? Array.Empty<string>() : [ProxyNames.Before],
    ];
}
