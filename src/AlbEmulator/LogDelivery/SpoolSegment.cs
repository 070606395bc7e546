using AlbEmulator.DataFolders;

namespace AlbEmulator.LogDelivery;

/// <summary>A file of the spool that is being written: the lines of one archive object to be, compressed as they come.</summary>
internal sealed class SpoolSegment : IDisposable
{
    private readonly GzipPieces _pieces = new();
    private readonly FileStream _file;

    public SpoolSegment(string path, DataFolder data)
    {
        Path = path;
        data.MakeFolder(System.IO.Path.GetDirectoryName(path)!);
        _file = data.Open(path, FileMode.CreateNew, FileShare.Read | FileShare.Delete, bufferSize: 0);
    }

    public string Path { get; }

    /// <summary>In bytes of the file.</summary>
    public long Length { get; private set; }

    /// <summary>In bytes of its lines.</summary>
    public long LinesLength { get; private set; }

    public long Lines { get; private set; }

    /// <summary>Lines as they are to be appended, compressed; they stay until others are compressed.</summary>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> content) => _pieces.Compress(content);

    /// <summary>Writes whole lines, or none of them and throws.</summary>
    /// <param name="content">The lines.</param>
    /// <param name="lines">How many.</param>
    /// <param name="piece">The same compressed.</param>
    public void Append(ReadOnlySpan<byte> content, int lines, ReadOnlySpan<byte> piece)
    {
        Write(piece);
        _pieces.Take(content);
        Length += piece.Length;
        LinesLength += content.Length;
        Lines += lines;
    }

    /// <inheritdoc cref="GzipPieces.Rest"/>
    public void Rest() => _pieces.Rest();

    /// <summary>Makes a whole file of it, or throws. Lines may follow all the same.</summary>
    public void End() => Write(_pieces.End());

    public void Dispose()
    {
        _pieces.Dispose();
        _file.Dispose();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, bytes, Length);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(_file.SafeFileHandle, Length);
            throw;
        }
    }
}
