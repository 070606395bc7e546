using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace AlbEmulator.Machine;

/// <summary>
/// The one way in which files are read, whoever has put what in their place: of a device, a pipe, a socket or a folder nothing
/// is read, of a regular file no more than its kind may hold. Nothing waits: what a path leads to is looked at before it is
/// opened, it is opened so that opening cannot wait should it have become a pipe meanwhile, and what is open is looked at
/// again.
/// </summary>
internal static class RegularFile
{
    private const int ReadWrite = 0x2;

    // EINTR and ENOENT.
    private const int Interrupted = 4;
    private const int NoSuchFile = 2;

    // O_NONBLOCK, O_NOCTTY and O_CLOEXEC of open(2): of Linux on every processor that .NET runs on, and of macOS.
    private const int LinuxFlags = 0x800 | 0x100 | 0x80000;
    private const int MacFlags = 0x4 | 0x20000 | 0x1000000;

    private const int FirstBuffer = 4096;
    private const int PieceBytes = 128 * 1024;

    /// <summary>Whether something that can be read stands at a path.</summary>
    public static bool IsThere(string path) => FileStatus.Of(path).Kind is FileKind.Regular or FileKind.Unknown;

    /// <summary>All of a file as it is now. Of one that grows meanwhile <paramref name="longest"/> is the end.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="longest">Bytes that a file of its kind has at most.</param>
    public static FileContent Read(string path, long longest) => Read(path, longest, Bytes);

    /// <summary>What tells its content from others, its SHA-256, without keeping any of it.</summary>
    /// <inheritdoc cref="Read(string, long)"/>
    public static FileContent Digest(string path, long longest) => Read(path, longest, Sha256);

    private static FileContent Read(string path, long longest, Func<SafeFileHandle, long, byte[]?> take)
    {
        var (file, kind, problem) = Handle(path, isWritten: false);
        if (file is null)
        {
            return new(null, kind, problem);
        }

        using (file)
        {
            try
            {
                var bytes = FileStatus.Of(file).Length > longest ? null : take(file, longest);
                return bytes is null ? new(null, FileKind.Regular, FileWords.TooLong(longest)) : new(bytes, FileKind.Regular, "");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return new(null, FileKind.Regular, FileWords.CannotBeRead(exception.Message));
            }
        }
    }

    /// <summary>A file to be read piece by piece.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="longest">Bytes that a file of its kind has at most; one that has more is not opened.</param>
    /// <param name="problem">Why it cannot be read, to be said of its name; empty when it can.</param>
    public static FileStream? TryOpen(string path, long longest, out string problem)
    {
        (var opened, _, problem) = Handle(path, isWritten: false);
        if (opened is not null && FileStatus.Of(opened).Length > longest)
        {
            problem = FileWords.TooLong(longest);
            opened.Dispose();
            return null;
        }

        return opened is null ? null : new FileStream(opened, FileAccess.Read, bufferSize: 0);
    }

    /// <summary>A file of any length, to be read piece by piece.</summary>
    /// <exception cref="IOException">It cannot be read, or is no file; the message tells which, and why.</exception>
    public static FileStream Open(string path) => new(Opened(path, isWritten: false), FileAccess.Read, bufferSize: 0);

    /// <summary>A file of any length, to be read and cut.</summary>
    /// <inheritdoc cref="Open(string)"/>
    public static SafeFileHandle OpenToCut(string path) => Opened(path, isWritten: true);

    private static SafeFileHandle Opened(string path, bool isWritten)
    {
        var (file, _, problem) = Handle(path, isWritten);
        return file ?? throw new IOException($"{path} {problem}");
    }

    private static (SafeFileHandle? File, FileKind Kind, string Problem) Handle(string path, bool isWritten)
    {
        var before = FileStatus.Of(path);
        if (before.Kind is not (FileKind.Regular or FileKind.Unknown))
        {
            return (null, before.Kind, FileWords.Of(before.Kind, path));
        }

        try
        {
            var file = OpenNow(path, isWritten);
            var now = FileStatus.Of(file);
            if (now.Kind == FileKind.Regular)
            {
                return (file, now.Kind, "");
            }

            file.Dispose();
            return (null, now.Kind, FileWords.Of(now.Kind, path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, FileKind.Missing, FileWords.Of(FileKind.Missing, path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            return (null, before.Kind, FileWords.CannotBeRead(exception.Message));
        }
    }

    private static SafeFileHandle OpenNow(string path, bool isWritten)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return File.OpenHandle(
                path,
                FileMode.Open,
                isWritten ? FileAccess.ReadWrite : FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete);
        }

        var flags = (OperatingSystem.IsLinux() ? LinuxFlags : MacFlags) | (isWritten ? ReadWrite : 0);
        while (true)
        {
            var number = Open(path, flags);
            if (number >= 0)
            {
                return new SafeFileHandle(number, ownsHandle: true);
            }

            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw error == NoSuchFile ? new FileNotFoundException() : new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    private static byte[]? Bytes(SafeFileHandle file, long longest)
    {
        var buffer = new byte[FileStatus.Of(file).Length is var length and > 0 ? length : FirstBuffer];
        var filled = 0;
        Span<byte> more = stackalloc byte[1];
        while (true)
        {
            // Of one that is full a byte more is read: a file that grows is found out, and so is one of the system that has
            // no length.
            var isFull = filled == buffer.Length;
            var count = RandomAccess.Read(file, isFull ? more : buffer.AsSpan(filled), filled);
            if (count == 0)
            {
                Array.Resize(ref buffer, filled);
                return buffer;
            }

            if (filled + count > longest)
            {
                return null;
            }

            if (isFull)
            {
                Array.Resize(ref buffer, (int)Math.Min(Math.Max(filled * 2L, FirstBuffer), longest));
                buffer[filled] = more[0];
            }

            filled += count;
        }
    }

    private static byte[]? Sha256(SafeFileHandle file, long longest)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (var read = 0L; read <= longest;)
            {
                var count = RandomAccess.Read(file, piece, read);
                if (count == 0)
                {
                    return digest.GetHashAndReset();
                }

                digest.AppendData(piece.AsSpan(0, count));
                read += count;
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
