namespace AlbEmulator.Benchmarks.Processes;

/// <summary>
/// CPU time of a process and of all that descend from it, out of <c>/proc/PID/stat</c> (user + system).
/// <see href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html"/>
/// </summary>
internal static class ProcessCpu
{
    /// <summary>Clock ticks a second: USER_HZ is 100 on every architecture that .NET runs on.</summary>
    private const long TicksPerSecond = 100;

    /// <summary>As far as Linux keeps its name.</summary>
    private const string CompilerThread = "(.NET Tiered Com)";

    /// <summary>What the process and its descendants have used since they started.</summary>
    public static TimeSpan Read(int processId)
    {
        var stats = Directory.EnumerateDirectories("/proc")
            .Select(folder => TryParse(TryReadStat(folder)))
            .OfType<ProcessStat>()
            .ToDictionary(stat => stat.Id);
        return TimeOf(stats.Values.Where(stat => DescendsFrom(stat, processId, stats)).Sum(static stat => stat.Ticks));
    }

    /// <summary>
    /// What threads of the process have used in which .NET compiles code again, better, while the program runs, by their ids: such a
    /// thread ends when it has had nothing to do for a while. None for programs that are not of .NET.
    /// </summary>
    public static IReadOnlyDictionary<int, TimeSpan> ReadCompiling(int processId)
    {
        var stats = Directory.EnumerateDirectories($"/proc/{processId}/task").Select(TryReadStat);
        return stats.Where(static stat => stat?.Contains(CompilerThread, StringComparison.Ordinal) == true)
            .Select(TryParse).OfType<ProcessStat>().ToDictionary(static stat => stat.Id, static stat => TimeOf(stat.Ticks));
    }

    /// <summary>Takes id, parent, utime and stime out of a stat line; null for anything else.</summary>
    internal static ProcessStat? TryParse(string? line)
    {
        // The name in parentheses may itself hold spaces and parentheses: fields are counted from its end.
        var nameStart = line?.IndexOf('(') ?? -1;
        var nameEnd = line?.LastIndexOf(')') ?? -1;
        if (nameStart < 1 || nameEnd < nameStart)
        {
            return null;
        }

        var fields = line![(nameEnd + 2)..].Split(' ');
        return new ProcessStat(
            int.Parse(line.AsSpan(0, nameStart - 1)),
            int.Parse(fields[1]),
            long.Parse(fields[11]) + long.Parse(fields[12]));
    }

    private static TimeSpan TimeOf(long ticks) => TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond));

    private static string? TryReadStat(string folder)
    {
        if (!char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        {
            return null;
        }

        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            // It ended between the listing and the reading.
            return null;
        }
    }

    private static bool DescendsFrom(ProcessStat stat, int ancestor, Dictionary<int, ProcessStat> stats)
    {
        while (stat.Id != ancestor)
        {
            if (!stats.TryGetValue(stat.ParentId, out var parent))
            {
                return false;
            }

            stat = parent;
        }

        return true;
    }
}

/// <summary>A line of <c>/proc/PID/stat</c>: <paramref name="Ticks"/> is utime + stime, in clock ticks.</summary>
internal sealed record ProcessStat(int Id, int ParentId, long Ticks);
