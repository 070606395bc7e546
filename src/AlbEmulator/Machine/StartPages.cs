using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace AlbEmulator.Machine;

/// <summary>
/// What a program of machine code reads of its own file at its start, and never again: the tables of its types, of which it makes
/// longer ones. Linux counts these pages as memory of the process for as long as nobody else needs them, some 15 MB. They are given
/// back here; those that are read once more come from the file again.
/// </summary>
internal static class StartPages
{
    private const string ReadOnly = "r--p";
    private const int DontNeed = 4;
    private const int LongestFile = 4 * 1024 * 1024;

    /// <summary>Costs some 2 ms. A program that a runtime compiles has no such pages, and other systems have other ways.</summary>
    public static void GiveBack()
    {
        if (RuntimeFeature.IsDynamicCodeSupported || !OperatingSystem.IsLinux() || Environment.ProcessPath is not { } program
            || RegularFile.Read("/proc/self/smaps", LongestFile).Bytes is not { } mappings)
        {
            return;
        }

        foreach (var (begin, length) in Of(Encoding.UTF8.GetString(mappings), program))
        {
            // Where it is refused everything stays as it was.
            _ = Advise((nint)begin, (nuint)length, DontNeed);
        }
    }

    /// <summary>
    /// Where pages of a file are that can only be read, and that are all as they are in the file: others, such as addresses that the
    /// loader put in, would be lost.
    /// <see href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html"/>
    /// </summary>
    /// <param name="mappings">The text of <c>/proc/PID/smaps</c>.</param>
    /// <param name="file">Full path.</param>
    internal static IEnumerable<(long Begin, long Length)> Of(string mappings, string file)
    {
        var found = default((long Begin, long Length)?);
        foreach (var line in mappings.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [var range, var rights, _, _, _, ..] && range.Contains('-', StringComparison.Ordinal))
            {
                found = rights == ReadOnly && line.EndsWith($" {file}", StringComparison.Ordinal) ? Range(range) : null;
            }
            else if (found is { } pages && words is ["Anonymous:", "0", "kB"])
            {
                yield return pages;
                found = null;
            }
        }
    }

    private static (long Begin, long Length) Range(string range)
    {
        var at = range.IndexOf('-', StringComparison.Ordinal);
        var begin = long.Parse(range.AsSpan(0, at), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (begin, long.Parse(range.AsSpan(at + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture) - begin);
    }

    [DllImport("libc", EntryPoint = "madvise")]
    private static extern int Advise(nint begin, nuint length, int advice);
}
