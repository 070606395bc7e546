using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AlbEmulator.Descriptors;

/// <summary>
/// What the system says of the descriptors of this process: how many it may have, and the lowest number that is free.
/// <see href="https://man7.org/linux/man-pages/man2/getrlimit.2.html"/>
/// </summary>
internal static class DescriptorLimit
{
    // getrlimit(2) and fcntl(2) of Linux; the numbers are the same on all of its processors that .NET runs on.
    private const int OpenFiles = 7;
    private const int DuplicateClosedOnExecute = 1030;

    private static readonly SafeFileHandle? Any =
        OperatingSystem.IsLinux() ? File.OpenHandle("/dev/null", share: FileShare.ReadWrite) : null;

    /// <summary>
    /// <c>ulimit -n</c>: every descriptor of the process has a number below it. The runtime has raised it at its start to
    /// the hard limit. <see cref="int.MaxValue"/> where there is none, or none is known.
    /// </summary>
    public static int Read() =>
        OperatingSystem.IsLinux() && GetLimit(OpenFiles, out var limit) == 0 && limit.Current < int.MaxValue
            ? (int)limit.Current
            : int.MaxValue;

    /// <summary>
    /// The number that the next descriptor gets: the system always takes the lowest that is free, so that all below it are
    /// in use. <see cref="int.MaxValue"/> where there is none.
    /// </summary>
    public static int NextNumber()
    {
        if (Any is null)
        {
            return 0;
        }

        var number = Duplicate(Any, DuplicateClosedOnExecute, 0);
        if (number < 0)
        {
            return int.MaxValue;
        }

        _ = Close(number);
        return number;
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    private static extern int GetLimit(int resource, out ResourceLimit limit);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Duplicate(SafeFileHandle file, int command, int least);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int number);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit
    {
        public readonly nuint Current;
        public readonly nuint Most;
    }
}
