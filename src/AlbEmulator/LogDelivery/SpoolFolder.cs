using System.Globalization;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// A folder of the spool: <c>open</c> has files that are being written, <c>pending</c> those that wait for delivery, at
/// <c>BUCKET/KEY</c> of the object they become.
/// </summary>
internal sealed class SpoolFolder
{
    private const string Unfinished = ".log";
    private const string Whole = ".gz";
    private const string Part = ".part";

    private readonly DataFolder _data;

    public SpoolFolder(string path, DataFolder data)
    {
        _data = data;
        Open = Path.Combine(path, "open");
        Pending = Path.Combine(path, "pending");
    }

    public string Open { get; }

    public string Pending { get; }

    /// <summary>Files that were being written.</summary>
    public IEnumerable<string> OpenFiles() => Files(Open);

    /// <summary>What somebody has put there that is no file, and what it is.</summary>
    public IEnumerable<(string Path, string Problem)> NoFiles() =>
        from path in All(Open).Concat(All(Pending))
        where !RegularFile.IsThere(path)
        select (path, FileWords.Of(FileStatus.Of(path).Kind, path));

    /// <summary>What waits for delivery, oldest first.</summary>
    public IEnumerable<PendingObject> PendingObjects() =>
        from path in Files(Pending)
        where !path.EndsWith(Part, StringComparison.Ordinal)
        let file = new FileInfo(path)
        orderby file.LastWriteTimeUtc, path
        select Of(file);

    /// <summary>
    /// A file that was being written waits for delivery from here on. The day stands in its key: it is that of the
    /// first attempt, so that another cannot make a second object.
    /// </summary>
    /// <param name="openFile">Of <see cref="OpenFiles"/>.</param>
    /// <param name="now">UTC.</param>
    /// <param name="isWhole">Whether nothing is missing at its end.</param>
    public void Close(string openFile, DateTimeOffset now, bool isWhole)
    {
        var relative = Path.GetRelativePath(Open, openFile);
        var day = now.UtcDateTime.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);
        var path = Path.Combine(Pending, Path.GetDirectoryName(relative)!, day, Path.GetFileName(relative));
        _data.MakeFolder(Path.GetDirectoryName(path)!);
        File.Move(openFile, isWhole ? path + Whole : path);
    }

    /// <summary>A small object that waits for delivery as it is.</summary>
    public void Add(string bucket, string key, string text)
    {
        var path = Path.Combine(Pending, bucket, key);
        _data.MakeFolder(Path.GetDirectoryName(path)!);
        using (var opened = _data.Open(path + Part, FileMode.Create))
        using (var writer = new StreamWriter(opened))
        {
            writer.Write(text);
        }

        File.Move(path + Part, path, overwrite: true);
    }

    private static IEnumerable<string> Files(string folder) => All(folder).Where(RegularFile.IsThere);

    private static IEnumerable<string> All(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];

    private PendingObject Of(FileInfo file)
    {
        var relative = Path.GetRelativePath(Pending, file.FullName).Replace('\\', '/');
        var slash = relative.IndexOf('/', StringComparison.Ordinal);
        var isUnfinished = relative.EndsWith(Unfinished, StringComparison.Ordinal);
        return new PendingObject(
            relative[..slash], isUnfinished ? relative[(slash + 1)..] + Whole : relative[(slash + 1)..], file.FullName, isUnfinished)
        {
            Length = file.Length,
            Since = file.LastWriteTimeUtc,
        };
    }
}
