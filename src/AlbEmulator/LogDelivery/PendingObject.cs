using System.IO.Compression;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;

namespace AlbEmulator.LogDelivery;

/// <summary>A file that waits for delivery.</summary>
/// <param name="Bucket">Where it goes.</param>
/// <param name="Key">Of the object.</param>
/// <param name="Path">Where it is.</param>
/// <param name="IsPlain">Whether it is to be compressed yet.</param>
internal sealed record PendingObject(string Bucket, string Key, string Path, bool IsPlain)
{
    /// <summary>In bytes.</summary>
    public required long Length { get; init; }

    /// <summary>When its last line was written.</summary>
    public required DateTime Since { get; init; }

    /// <summary>The same compressed. A compressed file has its name only when it is whole.</summary>
    public PendingObject Compress(DataFolder data)
    {
        var path = Path + ".gz";
        if (!File.Exists(path))
        {
            var unfinished = path + ".part";
            using (var plain = RegularFile.Open(Path))
            using (var gzip = new GZipStream(data.Open(unfinished, FileMode.Create), CompressionLevel.Fastest))
            {
                plain.CopyTo(gzip, 128 * 1024);
            }

            File.SetLastWriteTimeUtc(unfinished, Since);
            File.Move(unfinished, path);
        }

        File.Delete(Path);
        return this with { Path = path, IsPlain = false, Length = new FileInfo(path).Length };
    }

    /// <summary>It is delivered: the file goes, and the folders that it leaves empty.</summary>
    public void Remove()
    {
        File.Delete(Path);
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        try
        {
            // Of the file's key; the bucket's own folder stays.
            for (var depth = Key.Count(character => character == '/'); depth > 0; depth--)
            {
                Directory.Delete(folder);
                folder = System.IO.Path.GetDirectoryName(folder)!;
            }
        }
        catch (IOException)
        {
            // Something else waits in it.
        }
    }
}
