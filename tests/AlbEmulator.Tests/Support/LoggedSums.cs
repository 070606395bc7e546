namespace AlbEmulator.Tests.Support;

/// <summary>Compares metrics with sums over the lines of the access log, dimension by dimension.</summary>
/// <param name="page">The metrics.</param>
/// <param name="lines">The log.</param>
/// <param name="label">By which label.</param>
/// <param name="key">What that label is for a line: its value, or the name in <c>targetgroup/NAME/HEX</c>.</param>
public sealed class LoggedSums(
    PrometheusPage page, IReadOnlyList<AccessLogLine> lines, string label, Func<AccessLogLine, string> key)
{
    /// <summary>For every value of the label the metric is the sum over the lines that are counted.</summary>
    /// <param name="metric">Name of its series.</param>
    /// <param name="isCounted">Which lines.</param>
    /// <param name="value">By how much; one.</param>
    public void AssertEqual(string metric, Func<AccessLogLine, bool> isCounted, Func<AccessLogLine, double>? value = null)
    {
        var logged = Logged(isCounted, value ?? (_ => 1));
        Assert.True(
            Measured(metric).All(one => Math.Abs(one.Value - logged.GetValueOrDefault(one.Key)) < 1e-9),
            $"{metric}: {Text(Measured(metric))}, but the log has {Text(logged)}");
        Assert.Subset(Measured(metric).Keys.ToHashSet(), logged.Keys.ToHashSet());
    }

    /// <summary>The same, but for what is lost in the log, which has milliseconds.</summary>
    public void AssertNear(string metric, Func<AccessLogLine, bool> isCounted, Func<AccessLogLine, double> value)
    {
        var logged = Logged(isCounted, value);
        foreach (var (name, sum) in Measured(metric))
        {
            var lost = 0.001 * lines.Count(line => key(line) == name && isCounted(line));
            Assert.InRange(sum - logged.GetValueOrDefault(name), -1e-9, lost + 1e-9);
        }
    }

    private Dictionary<string, double> Logged(Func<AccessLogLine, bool> isCounted, Func<AccessLogLine, double> value) => lines
        .Where(isCounted)
        .GroupBy(key)
        .ToDictionary(group => group.Key, group => group.Sum(value));

    private Dictionary<string, double> Measured(string metric) => page.Series(metric)
        .GroupBy(sample => sample.Labels[label] is var name && name.Split('/') is ["targetgroup", var group, _] ? group : name)
        .ToDictionary(series => series.Key, series => series.Sum(sample => sample.Value));

    private static string Text(Dictionary<string, double> sums) =>
        string.Join(", ", sums.Where(sum => sum.Value != 0).Select(sum => $"{sum.Key}={sum.Value}"));
}
