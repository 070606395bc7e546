using System.IO.Compression;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;

namespace AlbEmulator.LogDelivery;

/// <summary>A file that waits for delivery.</summary>
/// <param name="Bucket">Where it goes.</param>
/// <param name="Key">Of the object.</param>
/// <param name="Path">Where it is.</param>
/// <param name="IsUnfinished">Whether a whole object is to be made of it yet.</param>
internal sealed record PendingObject(string Bucket, string Key, string Path, bool IsUnfinished)
{
    /// <summary>In bytes.</summary>
    public required long Length { get; init; }

    /// <summary>When its last line was written.</summary>
    public required DateTime Since { get; init; }

    /// <summary>
    /// A whole object of what an emulator left that was killed; null where no line is left. It has its name only when it is
    /// whole.
    /// </summary>
    /// <param name="data">Says who may read it.</param>
    public (PendingObject? Whole, LeftLines Found) Finish(DataFolder data)
    {
        var path = Path + ".gz";
        var found = default(LeftLines);
        if (!File.Exists(path))
        {
            var unfinished = path + ".part";
            found = Copy(data.Open(unfinished, FileMode.Create));
            if (found.Copied == 0)
            {
                File.Delete(unfinished);
                File.Delete(Path);
                return (null, found);
            }

            File.SetLastWriteTimeUtc(unfinished, Since);
            File.Move(unfinished, path);
        }

        File.Delete(Path);
        return (this with { Path = path, IsUnfinished = false, Length = new FileInfo(path).Length }, found);
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

    private LeftLines Copy(FileStream to)
    {
        using var gzip = new GZipStream(to, CompressionLevel.Fastest);
        using var left = RegularFile.Open(Path);
        return LeftLines.Copy(left, gzip);
    }
}
