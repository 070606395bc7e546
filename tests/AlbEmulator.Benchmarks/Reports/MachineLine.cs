using System.Runtime.InteropServices;

namespace AlbEmulator.Benchmarks.Reports;

/// <summary>What a table was measured on: numbers of two machines, or of a busy and an idle one, do not compare.</summary>
internal static class MachineLine
{
    public static void Print(TextWriter output)
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        output.WriteLine(
            $"{Environment.ProcessorCount} CPUs, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription};"
            + $" load average at the start {load} (below 0.3 is a quiet machine).");
        output.WriteLine();
    }
}
