using System.Runtime.InteropServices;
using AlbEmulator.DataFolders;
using Microsoft.Win32.SafeHandles;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// Where lines end up: a file, opened anew for each batch so that it may be renamed, deleted or truncated by others
/// in between, or standard output. Used by one thread at a time; what goes wrong is thrown.
/// </summary>
/// <param name="path"><c>-</c> is standard output, empty is nowhere.</param>
/// <param name="data">Says who may read it, where the file is below it.</param>
internal sealed class LogOutput(string path, DataFolder data)
{
    /// <summary>The path that stands for standard output.</summary>
    public const string StandardOutput = "-";

    // fcntl(2) and open(2) of Linux; the numbers are the same on all of its processors that .NET runs on.
    private const int SetStatusFlags = 4;
    private const int AppendFlag = 0x400;

    /// <summary>Of the file, or what stands for another place.</summary>
    public string Path => path;

    /// <summary>
    /// Writes the chunks in order and reports each that is written whole. Of a chunk that fails nothing stays: what
    /// had been written of it is cut off again.
    /// </summary>
    public void Write(List<LogChunk> chunks, Action<LogChunk> written)
    {
        if (path.Length == 0)
        {
            chunks.ForEach(written);
            return;
        }

        if (path == StandardOutput)
        {
            WriteToStandardOutput(chunks, written);
            return;
        }

        using var file = OpenOrCreateFolder();
        foreach (var chunk in chunks)
        {
            Append(file, chunk.Content);
            written(chunk);
        }
    }

    private static void WriteToStandardOutput(List<LogChunk> chunks, Action<LogChunk> written)
    {
        using var stream = Console.OpenStandardOutput();
        foreach (var chunk in chunks)
        {
            stream.Write(chunk.Content);
            written(chunk);
        }
    }

    private FileStream OpenOrCreateFolder()
    {
        try
        {
            return Open();
        }
        catch (DirectoryNotFoundException)
        {
            data.MakeFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            return Open();
        }
    }

    private FileStream Open()
    {
        const FileShare OthersMayDoAnything = FileShare.ReadWrite | FileShare.Delete;
        var file = data.Open(path, FileMode.OpenOrCreate, OthersMayDoAnything, bufferSize: 0);
        if (OperatingSystem.IsLinux())
        {
            // FileMode.Append only seeks to the end once: if others truncate the file just then, a hole of NUL bytes
            // would be left. The kernel's own append mode cannot do that.
            _ = ControlFile(file.SafeFileHandle, SetStatusFlags, AppendFlag);
        }

        return file;
    }

    private static void Append(FileStream file, ReadOnlySpan<byte> content)
    {
        if (!file.CanSeek)
        {
            // A pipe or a terminal, such as /dev/stdout: it has no end to find and nothing to cut.
            file.Write(content);
            return;
        }

        var before = file.Seek(0, SeekOrigin.End);
        try
        {
            file.Write(content);
        }
        catch (IOException)
        {
            if (file.Length > before)
            {
                file.SetLength(before);
            }

            throw;
        }
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int ControlFile(SafeFileHandle file, int command, int argument);
}
