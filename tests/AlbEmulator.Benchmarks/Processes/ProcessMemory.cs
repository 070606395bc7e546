using System.Globalization;

namespace AlbEmulator.Benchmarks.Processes;

/// <summary>
/// Memory that a process has of its own, without the pages of files that it shares, out of <c>/proc/PID/status</c>.
/// <see href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html"/>
/// </summary>
internal static class ProcessMemory
{
    private const string Name = "RssAnon:";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>The least that a process has while it is kept busy: what is above that is garbage, sooner or later.</summary>
    public static async Task<long> Least(int processId, Task busy, CancellationToken cancelled)
    {
        var least = long.MaxValue;
        while (!busy.IsCompleted)
        {
            least = Math.Min(least, Read(processId));
            await Task.Delay(BetweenLooks, cancelled);
        }

        await busy;
        return least;
    }

    /// <summary>In bytes.</summary>
    public static long Read(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith(Name, StringComparison.Ordinal));
        return long.Parse(line[Name.Length..^" kB".Length], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) * 1024;
    }
}
