using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary>Time and memory of the start at several sizes, which may not grow faster than the topology.</summary>
internal static class ScaleGrowth
{
    /// <summary>What machines that are never quite quiet make of a straight line.</summary>
    private const double Tolerance = 1.1;

    /// <param name="program">The emulator.</param>
    /// <param name="sizes">From the smallest to the largest.</param>
    /// <param name="output">Where the table goes.</param>
    /// <param name="cancelled">The end.</param>
    /// <returns>Whether none costs more, in CPU time and memory, than the one before by more than its files are longer.</returns>
    public static async Task<bool> Check(
        string program, IReadOnlyList<ScaleSize> sizes, TextWriter output, CancellationToken cancelled)
    {
        var table = new Table(
            "rules", "groups", "targets", "files", "KB", "start ms", "CPU ms", "memory MB", "KB ×", "CPU ×", "memory ×", "kept");
        var isStraight = true;
        var before = default((double Bytes, double Cpu, long Memory)?);
        foreach (var size in sizes)
        {
            var bytes = new ScaleTopology(size, 1).Files("0", 1).Sum(file => (double)file.Content.Length);
            var (start, cpu, memory) = await new ScaleMeasurement(program, size).Start(cancelled);
            string[] cells =
            [
                $"{size.Rules}", $"{size.Groups}", $"{size.Targets}", $"{size.Files}", $"{bytes / 1024:F0}", $"{start:F0}", $"{cpu:F0}", $"{memory}",
            ];
            if (before is { } last)
            {
                var (more, cpuMore, memoryMore) = (bytes / last.Bytes, cpu / last.Cpu, (double)memory / last.Memory);
                var isKept = Math.Max(cpuMore, memoryMore) <= more * Tolerance;
                cells = [.. cells, $"{more:F2}", $"{cpuMore:F2}", $"{memoryMore:F2}", isKept ? "yes" : "NO"];
                isStraight &= isKept;
            }

            table.Add(cells);
            before = (bytes, cpu, memory);
        }

        table.Print(output);
        return isStraight;
    }
}
