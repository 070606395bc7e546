using System.Globalization;

namespace AlbEmulator.Benchmarks.Processes;

/// <summary>
/// Memory that a process has of its own, without the pages of files that it shares, or with them, out of <c>/proc/PID/status</c>.
/// <see href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html"/>
/// </summary>
internal static class ProcessMemory
{
    private const string Own = "RssAnon:";
    private const string All = "VmRSS:";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>The least that a process has while it is kept busy: what is above that is garbage, sooner or later.</summary>
    public static async Task<long> Least(int processId, Task busy, CancellationToken cancelled)
    {
        var least = long.MaxValue;
        while (!busy.IsCompleted)
        {
            least = Math.Min(least, Read(processId, Own));
            await Task.Delay(BetweenLooks, cancelled);
        }

        await busy;
        return least;
    }

    /// <summary>Pages of files among it, in bytes.</summary>
    public static long Resident(int processId) => Read(processId, All);

    /// <summary>Its own, in bytes.</summary>
    public static long Read(int processId) => Read(processId, Own);

    private static long Read(int processId, string name)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..^" kB".Length], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) * 1024;
    }
}
