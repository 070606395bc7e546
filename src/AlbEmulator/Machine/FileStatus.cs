using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AlbEmulator.Machine;

/// <summary>
/// What kind of file there is, and how long it is, without opening it. On Linux <c>statx</c> tells, whose form is the same on
/// every processor; elsewhere .NET tells folders from files and nothing else.
/// <see href="https://man7.org/linux/man-pages/man2/statx.2.html"/>
/// </summary>
/// <param name="Kind">What the path leads to.</param>
/// <param name="Length">In bytes; 0 where it is not known.</param>
internal readonly record struct FileStatus(FileKind Kind, long Length)
{
    private const int WorkingFolder = -100;
    private const int OfHandle = 0x1000;
    private const uint TypeAndSize = 0x1 | 0x200;

    /// <summary>EPERM and ENOSYS: a sandbox that does not know the call.</summary>
    private static readonly int[] NotTold = [1, 38];

    /// <summary>Of what stands at a path now; the next moment it may be something else.</summary>
    public static FileStatus Of(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return default;
        }

        if (OperatingSystem.IsLinux())
        {
            try
            {
                return Statx(WorkingFolder, path, 0, TypeAndSize, out var found) == 0 ? Of(found)
                    : Array.IndexOf(NotTold, Marshal.GetLastPInvokeError()) < 0 ? default
                    : Guess(path);
            }
            catch (EntryPointNotFoundException)
            {
                return Guess(path);
            }
        }

        return Guess(path);
    }

    /// <summary>Of what is open.</summary>
    public static FileStatus Of(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                if (Statx(file, "", OfHandle, TypeAndSize, out var found) == 0)
                {
                    return Of(found);
                }
            }
            catch (EntryPointNotFoundException)
            {
                // It is looked at as elsewhere.
            }
        }

        try
        {
            return new(FileKind.Regular, RandomAccess.GetLength(file));
        }
        catch (NotSupportedException)
        {
            return new(FileKind.Pipe, 0);
        }
    }

    private static FileStatus Guess(string path) =>
        Directory.Exists(path) ? new(FileKind.Folder, 0)
        : File.Exists(path) ? new(FileKind.Unknown, 0)
        : default;

    private static FileStatus Of(Found found) => new(
        (found.Mode & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            _ => FileKind.Device,
        },
        (long)found.Size);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Found found);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(
        SafeFileHandle file, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Found found);

    /// <summary>Of the 256 bytes of <c>struct statx</c> what is asked for.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Found
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public ulong Size;
    }
}
