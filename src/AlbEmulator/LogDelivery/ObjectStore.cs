using AlbEmulator.DataFolders;

namespace AlbEmulator.LogDelivery;

/// <summary>Where objects are delivered to: what <c>Alb:LogStore</c> names.</summary>
internal abstract class ObjectStore : IDisposable
{
    /// <summary>What stands for S3 itself.</summary>
    public const string Aws = "s3";

    /// <summary>Writes the object, or writes it anew; gives null, or why it cannot be written now.</summary>
    public abstract Task<string?> PutAsync(PendingObject pending, CancellationToken cancellationToken);

    /// <summary>Reads an object; null where there is none of at most so many bytes, with what is in its place.</summary>
    public abstract Task<(byte[]? Content, string? Problem)> GetAsync(
        string bucket, string key, long longest, CancellationToken cancellationToken);

    public static ObjectStore Of(AlbSettings settings) => IsS3(settings.LogStore)
        ? new S3Store(settings.LogStore, settings.Region)
        : new FolderStore(settings.LogStore, new DataFolder(settings));

    /// <summary>Whether the setting names S3, or something that speaks as it does, and not a folder.</summary>
    public static bool IsS3(string store) => store == Aws || store.Contains("://", StringComparison.Ordinal);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
