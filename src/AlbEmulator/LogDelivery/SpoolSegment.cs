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

    /// <summary>Whether nothing is missing at the end of the file: not where lines could not be written, and none since.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Where the next lines come, in the place of the end.</summary>
    private long End => Lines == 0 ? 0 : Length - GzipPieces.EndLength;

    /// <summary>Lines as they are to be appended, compressed; they stay until others are compressed.</summary>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> content) => _pieces.Compress(content);

    /// <summary>Writes whole lines, or none of them and throws.</summary>
    /// <param name="piece">The lines compressed.</param>
    /// <param name="length">Of the lines, in bytes.</param>
    /// <param name="lines">How many.</param>
    public void Append(ReadOnlySpan<byte> piece, int length, int lines)
    {
        IsWhole = false;
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, piece, End);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(_file.SafeFileHandle, End);
            throw;
        }

        IsWhole = true;
        _pieces.Take();
        Length = End + piece.Length;
        LinesLength += length;
        Lines += lines;
    }

    /// <inheritdoc cref="GzipPieces.Rest"/>
    public void Rest() => _pieces.Rest();

    public void Dispose()
    {
        _pieces.Dispose();
        _file.Dispose();
    }
}
