using AlbEmulator.DataFolders;

namespace AlbEmulator.LogDelivery;

/// <summary>A folder with a folder for each bucket. An object appears in it whole.</summary>
/// <param name="path">Relative to the working directory.</param>
/// <param name="data">Says who may read it, where the folder is below it.</param>
internal sealed class FolderStore(string path, DataFolder data) : ObjectStore
{
    /// <summary>No bucket can be called so.</summary>
    private readonly string _incoming = Path.Combine(path, ".incoming");

    public override Task<string?> PutAsync(PendingObject pending, CancellationToken cancellationToken)
    {
        try
        {
            var incoming = Path.Combine(_incoming, $"{Path.GetFileName(pending.Path)}.part");
            var target = Path.Combine(path, pending.Bucket, pending.Key);
            data.MakeFolder(_incoming);
            data.MakeFolder(Path.GetDirectoryName(target)!);
            using (var source = File.OpenRead(pending.Path))
            using (var copy = data.Open(incoming, FileMode.Create))
            {
                source.CopyTo(copy);
            }

            File.SetLastWriteTimeUtc(incoming, pending.Since);
            File.Move(incoming, target, overwrite: true);
            return Task.FromResult<string?>(null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<string?>(exception.Message);
        }
    }

    public override async Task<(byte[]? Content, string? Problem)> GetAsync(
        string bucket, string key, long longest, CancellationToken cancellationToken)
    {
        try
        {
            var folder = Path.GetFullPath(Path.Combine(path, bucket));
            var file = new FileInfo(Path.GetFullPath(Path.Combine(folder, key)));
            if (!file.FullName.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !file.Exists)
            {
                return (null, $"there is no file {Path.Combine(path, bucket, key)}");
            }

            return file.Length <= longest
                ? (await File.ReadAllBytesAsync(file.FullName, cancellationToken), null)
                : (null, $"it has more than {longest} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, exception.Message);
        }
    }
}
