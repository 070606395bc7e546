using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Prometheus's own checker of metrics, which comes with Prometheus.</summary>
[Collection(LoadCollection.Name)]
public sealed partial class PromtoolTests
{
    /// <summary>What it finds fault with, since a histogram has a <c>_count</c>: names that are AWS's, and stay.</summary>
    private static readonly string[] Exceptions =
    [
        "alb_active_connection_count", "alb_anomalous_host_count", "alb_healthy_host_count", "alb_mitigated_host_count",
        "alb_unhealthy_host_count",
    ];

    [Fact]
    public async Task Promtool_finds_no_fault_but_with_names_that_are_those_of_AWS()
    {
        if (!Programs.Have("promtool", "sh"))
        {
            return;
        }

        await using var stage = await MetricsStage.StartAsync();
        using var folder = new TempFolder();
        using var http = new HttpClient();
        var page = folder.Write("metrics", await http.GetStringAsync(new Uri(stage.Emulator.Control, "/metrics")));

        var (_, output, errors) = await Programs.RunAsync("sh", ["-c", "promtool check metrics < \"$0\"", page]);

        var faults = $"{output}{errors}".Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(faults, fault => Assert.Matches(Suffix(), fault));
        Assert.Equal(Exceptions, faults.Select(fault => fault.Split(' ')[0]).Order());
    }

    [GeneratedRegex("^alb_\\w+_count non-histogram and non-summary metrics should not have \"_count\" suffix$")]
    private static partial Regex Suffix();
}
