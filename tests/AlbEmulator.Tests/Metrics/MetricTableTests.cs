using System.Text.RegularExpressions;
using AlbEmulator.Metrics;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.House;

namespace AlbEmulator.Tests.Metrics;

/// <summary>The list of all metrics, and what is said of it.</summary>
public sealed partial class MetricTableTests
{
    private static readonly TargetRegistry Targets = new();

    /// <summary>None of them is read here.</summary>
    private static readonly Metric[] All =
    [
        .. new TargetGroupTable(Targets).Metrics,
        .. LoadBalancerTable.Of(new TargetConnections(), new MetricsRegistry()),
        .. new EmulatorTable("", TimeProvider.System, null!, null!, null!, null!).Metrics,
    ];

    [Fact]
    public void Manual_lists_every_metric_and_no_other()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "src", "AlbEmulator", "Manual", "Pages", "metrics.md"));

        Assert.Equal(
            All.Select(metric => (metric.Name, metric.PrometheusName)).Order(),
            Row().Matches(page).Select(row => (row.Groups[1].Value, row.Groups[2].Value)).Order());
    }

    [Fact]
    public void Names_keep_to_the_conventions_of_Prometheus() => Assert.All(All, metric =>
    {
        Assert.Matches("^alb_[a-z0-9_]+$", metric.PrometheusName);
        Assert.Equal(metric.Kind is MetricKind.Counter or MetricKind.FractionalCounter, metric.PrometheusName.EndsWith("_total", StringComparison.Ordinal));
        Assert.Equal(metric.Unit == "By", metric.PrometheusName.Contains("_bytes", StringComparison.Ordinal));
        Assert.Equal(metric.Unit == "s", metric.PrometheusName.EndsWith("_seconds", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"[\\\n.]$", metric.Help);
    });

    [Fact]
    public void Every_counter_stands_in_its_table_once()
    {
        Assert.Equal(All.Length, All.Select(metric => metric.Name).Distinct().Count());
        Assert.Equal(All.Length, All.Select(metric => metric.PrometheusName).Distinct().Count());
    }

    [GeneratedRegex(@"^\| `([\w.]+)` \| `(alb_\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
