using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary>What the full size may cost. Times are bounded by those of another build, where one is given.</summary>
internal static class ScaleBounds
{
    private const long MB = 1024 * 1024;

    /// <summary>Prints every figure beside its bound.</summary>
    /// <returns>Whether all are kept.</returns>
    public static bool Check(ScaleFigures now, ScaleFigures? before, TextWriter output)
    {
        var table = new Table("what", "is", "bound", "before", "ratio", "bound of the ratio", "kept");
        var areKept = true;
        Time("start ms", figures => figures.Start, 2_000, 0.35);
        Only("start, CPU ms", figures => figures.StartCpu);
        Size("memory MB", figures => figures.Memory, 250);
        foreach (var (name, of) in new (string, Func<ScaleFigures, double[]>)[]
        {
            ("rule", figures => figures.RuleEdits), ("target", figures => figures.TargetEdits),
        })
        {
            Time($"edited {name}, p50 ms", figures => Percentile.Of(of(figures), 50), 150, 0.05);
            Time($"edited {name}, worst ms", figures => of(figures)[^1], 150, null);
        }

        Only("edit, CPU ms", figures => figures.EditCpu);
        foreach (var action in now.Calls.Keys)
        {
            Time($"{action}, p50 ms", figures => Percentile.Of(figures.Calls[action], 50), 60, 0.02);
            Time($"{action}, p99 ms", figures => Percentile.Of(figures.Calls[action], 99), 60, null);
        }

        Time("scrape ms", figures => figures.Scrape, 200, null);
        Size("scrape MB", figures => (double)figures.ScrapeBytes / MB, 10);
        Size("kept of five scrapes, MB", figures => figures.ScrapeMemory, 10);
        Only("requests/s at rule 1", figures => figures.FirstRule);
        Only("requests/s at rule 100", figures => figures.HundredthRule);
        if (now.FirstRule > 0)
        {
            Size("rule 1 to rule 100", figures => figures.FirstRule / figures.HundredthRule, 1.15);
        }

        table.Print(output);
        return areKept;

        void Only(string what, Func<ScaleFigures, double> of) =>
            table.Add(what, Text(of(now)), "", before is null ? "" : Text(of(before)), before is null ? "" : Text(of(now) / of(before)));

        void Size(string what, Func<ScaleFigures, double> of, double bound) =>
            Add(what, of, bound, null, isKept: of(now) <= bound);

        void Time(string what, Func<ScaleFigures, double> of, double bound, double? ratio) => Add(
            what, of, bound, ratio, isKept: before is null ? of(now) <= bound : ratio is null || of(now) / of(before) <= ratio);

        void Add(string what, Func<ScaleFigures, double> of, double bound, double? ratio, bool isKept)
        {
            areKept &= isKept;
            table.Add(
                what,
                Text(of(now)),
                Text(bound),
                before is null ? "" : Text(of(before)),
                before is null ? "" : $"{of(now) / of(before):F3}",
                before is null || ratio is null ? "" : $"{ratio:F2}",
                isKept ? "yes" : "NO");
        }
    }

    private static string Text(double value) => value < 100 ? $"{value:0.##}" : $"{value:F0}";
}
