using System.Buffers;
using AlbEmulator.DataFolders;

namespace AlbEmulator.Stores;

/// <summary>What a file of changes begins with: a state as it is, of which as much is in memory at a time as a piece.</summary>
internal static class ChangeBase
{
    /// <summary>About, in bytes.</summary>
    private const int Piece = 64 * 1024;

    /// <summary>A file with what makes the state of nothing, on the disk.</summary>
    /// <exception cref="IOException">The disk does not take it; then there is no file.</exception>
    /// <exception cref="OperationCanceledException">It was given up; then there is no file.</exception>
    public static ChangeFile Write<TState, TChange>(
        DataFolder data, string path, TState state, ChangeKind<TState, TChange> kind, CancellationToken cancellationToken)
        where TState : class
        where TChange : class
    {
        var file = ChangeFile.Create(data, path, kind.HoldsSecrets);
        try
        {
            var lines = new ArrayBufferWriter<byte>();
            foreach (var change in kind.Whole(state))
            {
                cancellationToken.ThrowIfCancellationRequested();
                ChangeLine.Write(lines, change, kind.Json);
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
