using System.Runtime.InteropServices;

namespace AlbEmulator.Machine;

/// <summary>
/// The memory that the runtime's compiler, and libraries of machine code, ask the C library for. Of GNU's, what is large comes from
/// the system, and goes back to it: left alone it is cut out of heaps that each thread has, which keep it, and leaves holes in them
/// that no other large piece fits into, so that they grow with every large method and with every file that is compressed.
/// </summary>
internal static class NativeHeap
{
    // Of malloc.h.
    private const int MappingThreshold = -3;
    private const int TrimThreshold = -1;

    private const int Large = 64 * 1024;
    private const int KeptAtTop = 1024 * 1024;

    /// <summary>As soon as the program begins.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man3/mallopt.3.html"/>
    public static void GiveLargePiecesBack()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MappingThreshold, Large);
            _ = SetOption(TrimThreshold, KeptAtTop);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library, such as musl, which gives back what is large without being told.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetOption(int option, int value);
}
