using AlbEmulator.DataFolders;
using AlbEmulator.Machine;

namespace AlbEmulator.LogDelivery;

/// <summary>A folder with a folder for each bucket, which several emulators may share. An object appears in it whole.</summary>
/// <param name="path">Relative to the working directory.</param>
/// <param name="data">Says who may read it, where the folder is below it.</param>
internal sealed class FolderStore(string path, DataFolder data) : ObjectStore
{
    /// <summary>What stands longer than that in <c>.incoming</c> was left by an emulator that was killed.</summary>
    private static readonly TimeSpan LongestPut = TimeSpan.FromDays(1);

    /// <summary>No bucket can be called so.</summary>
    private readonly string _incoming = Path.Combine(path, ".incoming");

    private bool _isSwept;

    public override Task<string?> PutAsync(PendingObject pending, CancellationToken cancellationToken)
    {
        // Of a name of its own: nodes write the same test object at the same time.
        var incoming = Path.Combine(_incoming, $"{Path.GetFileName(pending.Path)}.{Path.GetRandomFileName()}.part");
        try
        {
            Put(pending, incoming);
            return Task.FromResult<string?>(null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Forget(incoming);
            return Task.FromResult<string?>(exception.Message);
        }
    }

    public override Task<(byte[]? Content, string? Problem)> GetAsync(
        string bucket, string key, long longest, CancellationToken cancellationToken)
    {
        try
        {
            var folder = Path.GetFullPath(Path.Combine(path, bucket));
            var file = Path.GetFullPath(Path.Combine(folder, key));
            if (!file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                return Of(null, $"there is no file {Path.Combine(path, bucket, key)}");
            }

            var content = RegularFile.Read(file, longest);
            return content.Bytes is { } bytes ? Of(bytes, null)
                : content.Problem == FileWords.NoSuchFile ? Of(null, $"there is no file {Path.Combine(path, bucket, key)}")
                : Of(null, $"{Path.Combine(path, bucket, key)} {content.Problem}");
        }
        catch (ArgumentException exception)
        {
            return Of(null, exception.Message);
        }
    }

    private void Put(PendingObject pending, string incoming)
    {
        var target = Path.Combine(path, pending.Bucket, pending.Key);
        data.MakeFolder(_incoming);
        Sweep();
        data.MakeFolder(Path.GetDirectoryName(target)!);
        using (var whole = RegularFile.Open(pending.Path))
        using (var copy = data.Open(incoming, FileMode.Create))
        {
            whole.CopyTo(copy);
        }

        File.SetLastWriteTimeUtc(incoming, pending.Since);
        File.Move(incoming, target, overwrite: true);
    }

    private void Sweep()
    {
        if (!_isSwept)
        {
            _isSwept = true;
            foreach (var left in Directory.EnumerateFiles(_incoming, "*.part").Where(IsLeft).ToArray())
            {
                Forget(left);
            }
        }
    }

    /// <summary>
    /// By the last access, which is when it was made, or when somebody read it. The last write tells nothing: it is set to that
    /// of the object, and .NET gives it for the creation where a file system keeps no time of that.
    /// </summary>
    private static bool IsLeft(string incoming) =>
        File.GetLastAccessTimeUtc(incoming) < TimeProvider.System.GetUtcNow().UtcDateTime - LongestPut;

    private static void Forget(string incoming)
    {
        try
        {
            File.Delete(incoming);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nor can it be deleted: what kept it from being written has been told.
        }
    }

    private static Task<(byte[]? Content, string? Problem)> Of(byte[]? content, string? problem) =>
        Task.FromResult((content, problem));
}
