namespace AlbEmulator.Stores;

/// <summary>
/// A file that grows by whole lines: what could not be written as a whole is cut off again, at the latest before the next.
/// </summary>
internal sealed class ChangeFile : IDisposable
{
    private readonly FileStream _file;
    private bool _isTorn;

    private ChangeFile(string path, FileMode mode)
    {
        Path = path;
        _file = new FileStream(path, mode, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
    }

    public string Path { get; }

    /// <summary>Bytes of whole lines.</summary>
    public long Length { get; private set; }

    /// <summary>A new file, in the place of whatever has its name.</summary>
    public static ChangeFile Create(string path) => new(path, FileMode.Create);

    /// <summary>A file that is there, without what comes after its last whole line.</summary>
    public static ChangeFile Open(string path, long length)
    {
        var file = new ChangeFile(path, FileMode.Open) { Length = length };
        file._isTorn = file._file.Length != length;
        return file;
    }

    /// <summary>Writes lines, which are not on the disk yet.</summary>
    /// <exception cref="IOException">The disk does not take it; the file ends as before.</exception>
    public void Write(ReadOnlySpan<byte> lines)
    {
        if (_isTorn)
        {
            Cut();
        }

        try
        {
            RandomAccess.Write(_file.SafeFileHandle, lines, Length);
            Length += lines.Length;
        }
        catch (IOException)
        {
            _isTorn = true;
            throw;
        }
    }

    /// <summary>Brings everything to the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_file.SafeFileHandle);

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

    public void Dispose() => _file.Dispose();

    private void Cut()
    {
        RandomAccess.SetLength(_file.SafeFileHandle, Length);
        _isTorn = false;
    }
}
