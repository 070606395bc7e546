using System.Buffers;
using System.Text.Json;
using AlbEmulator.DataFolders;

namespace AlbEmulator.Stores;

/// <summary>What a file of changes begins with: a state as it is, of which as much is in memory at a time as a piece.</summary>
internal static class ChangeBase
{
    /// <summary>About, in bytes.</summary>
    private const int Piece = 64 * 1024;

    /// <summary>A file with these changes, on the disk.</summary>
    /// <exception cref="IOException">The disk does not take it; then there is no file.</exception>
    /// <exception cref="OperationCanceledException">It was given up; then there is no file.</exception>
    public static ChangeFile Write<TChange>(
        DataFolder data, string path, IEnumerable<TChange> changes, JsonSerializerOptions json, CancellationToken cancellationToken)
    {
        var file = ChangeFile.Create(data, path);
        try
        {
            var lines = new ArrayBufferWriter<byte>();
            foreach (var change in changes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ChangeLine.Write(lines, change, json);
                if (lines.WrittenCount >= Piece)
                {
                    file.Write(lines.WrittenSpan);
                    lines.ResetWrittenCount();
                }
            }

            file.Write(lines.WrittenSpan);
            file.Flush();
            return file;
        }
        catch (Exception)
        {
            file.GiveUp();
            throw;
        }
    }
}
