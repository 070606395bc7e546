using System.Globalization;

namespace AlbEmulator.Benchmarks.Processes;

/// <summary>
/// Memory that a process has of its own, without the pages of files that it shares, out of <c>/proc/PID/status</c>.
/// <see href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html"/>
/// </summary>
internal static class ProcessMemory
{
    private const string Name = "RssAnon:";

    /// <summary>In bytes.</summary>
    public static long Read(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith(Name, StringComparison.Ordinal));
        return long.Parse(line[Name.Length..^" kB".Length], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) * 1024;
    }
}
