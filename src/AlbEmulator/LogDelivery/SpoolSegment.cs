using AlbEmulator.DataFolders;

namespace AlbEmulator.LogDelivery;

/// <summary>A file of the spool that is being written: the lines of one archive object to be.</summary>
internal sealed class SpoolSegment : IDisposable
{
    private readonly FileStream _file;

    public SpoolSegment(string path, DataFolder data)
    {
        Path = path;
        data.MakeFolder(System.IO.Path.GetDirectoryName(path)!);
        _file = data.Open(path, FileMode.CreateNew, FileShare.Read | FileShare.Delete, bufferSize: 0);
    }

    public string Path { get; }

    /// <summary>In bytes.</summary>
    public long Length { get; private set; }

    public long Lines { get; private set; }

    /// <summary>Writes whole lines, or none of them and throws.</summary>
    public void Append(ReadOnlySpan<byte> content, int lines)
    {
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, content, Length);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(_file.SafeFileHandle, Length);
            throw;
        }

        Length += content.Length;
        Lines += lines;
    }

    public void Dispose() => _file.Dispose();
}
