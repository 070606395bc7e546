using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using Microsoft.Win32.SafeHandles;

namespace AlbEmulator.Stores;

/// <summary>
/// A file that grows by whole lines: what could not be written as a whole is cut off again, at the latest before the next.
/// </summary>
internal sealed class ChangeFile : IDisposable
{
    /// <summary>In bytes: forty times what 100,000 rules take. What is longer is neither written nor read.</summary>
    public const long Longest = 1024 * 1024 * 1024;

    private readonly SafeFileHandle _file;
    private bool _isTorn;

    private ChangeFile(string path, SafeFileHandle file) => (Path, _file) = (path, file);

    public string Path { get; }

    /// <summary>Bytes of whole lines.</summary>
    public long Length { get; private set; }

    /// <summary>A new file, in the place of whatever has its name: that is removed, and neither opened nor followed.</summary>
    /// <param name="data">Says who may read it.</param>
    /// <param name="path">Of the file.</param>
    /// <param name="isPrivate">Whether it holds secrets, so that nobody else may, whatever is said.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not, or a folder is there.</exception>
    public static ChangeFile Create(DataFolder data, string path, bool isPrivate = false)
    {
        const FileShare share = FileShare.Read | FileShare.Delete;
        var file = isPrivate ? data.MakePrivate(path, share, bufferSize: 0) : data.Open(path, FileMode.Create, share, bufferSize: 0);
        return new(path, file.SafeFileHandle);
    }

    /// <summary>A file that is there, without what comes after its last whole line.</summary>
    /// <inheritdoc cref="Create"/>
    /// <exception cref="IOException">It cannot be opened, or is not what was read any longer.</exception>
    public static ChangeFile Open(DataFolder data, string path, long length, bool isPrivate = false)
    {
        var file = RegularFile.OpenToCut(path);
        if (RandomAccess.GetLength(file) is var now && now >= length)
        {
            if (isPrivate)
            {
                data.KeepPrivate(path, file);
            }
            else
            {
                data.LetRead(path, file);
            }

            return new(path, file) { Length = length, _isTorn = now > length };
        }

        file.Dispose();
        throw new IOException($"{path} has become shorter since it was read.");
    }

    /// <summary>Writes lines, which are not on the disk yet.</summary>
    /// <exception cref="IOException">The disk does not take it; the file ends as before.</exception>
    public void Write(ReadOnlySpan<byte> lines)
    {
        if (Length + lines.Length > Longest)
        {
            throw new IOException($"{Path} {FileWords.TooLong(Longest)}");
        }

        if (_isTorn)
        {
            Cut();
        }

        try
        {
            RandomAccess.Write(_file, lines, Length);
            Length += lines.Length;
        }
        catch (IOException)
        {
            _isTorn = true;
            throw;
        }
    }

    /// <summary>Brings everything to the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_file);

    /// <summary>Writes lines and brings them to the disk, or leaves the file as it was.</summary>
    public void Append(ReadOnlySpan<byte> lines)
    {
        var before = Length;
        Write(lines);
        try
        {
            Flush();
        }
        catch (IOException)
        {
            (Length, _isTorn) = (before, true);
            throw;
        }
    }

    /// <summary>Another holds in its place.</summary>
    public void GiveUp()
    {
        Dispose();
        try
        {
            File.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next start removes it.
        }
    }

    public void Dispose() => _file.Dispose();

    private void Cut()
    {
        RandomAccess.SetLength(_file, Length);
        _isTorn = false;
    }
}
