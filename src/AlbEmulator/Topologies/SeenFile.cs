using System.Security.Cryptography;
using AlbEmulator.Machine;

namespace AlbEmulator.Topologies;

/// <summary>A file as it was when it was read.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Longest">Bytes of which it was read at most.</param>
/// <param name="Stamp">What it looked like from outside, just before.</param>
/// <param name="State">A digest of what was in it, or why it could not be read; empty when it was not to be read.</param>
internal sealed record SeenFile(string Path, long Longest, FileStamp Stamp, string State)
{
    public static (SeenFile Seen, FileContent Content) Read(string path, long longest)
    {
        // Taken first: a change while the file is read is seen the next time.
        var stamp = FileStamp.Of(path);
        var content = RegularFile.Read(path, longest);
        var state = content.Bytes is { } bytes ? Hex(SHA256.HashData(bytes)) : content.Problem;
        return (new SeenFile(path, longest, stamp, state), content);
    }

    /// <summary>One that is there and must not be read.</summary>
    public static SeenFile Unread(string path) => new(path, 0, FileStamp.Of(path), "");

    /// <summary>
    /// The same content with its stamp of now, or null when the content, or what keeps it from being read, has changed. A
    /// second writing within one tick of the file system's clock leaves the stamp as it was: only a thorough look finds it.
    /// </summary>
    public SeenFile? Again(bool isThorough)
    {
        var stamp = FileStamp.Of(Path);
        if (stamp == Stamp && (!isThorough || State.Length == 0))
        {
            return this;
        }

        if (State.Length == 0)
        {
            return null;
        }

        var digest = RegularFile.Digest(Path, Longest);
        return (digest.Bytes is { } bytes ? Hex(bytes) : digest.Problem) == State ? this with { Stamp = stamp } : null;
    }

    /// <summary>Files with their stamps of now; null where the content of one has changed.</summary>
    public static IReadOnlyList<SeenFile>? Again(IReadOnlyList<SeenFile> files, bool isThorough)
    {
        var again = files.Select(file => file.Again(isThorough)).ToList();
        return again.Contains(null) ? null : again.OfType<SeenFile>().ToList();
    }

    private static string Hex(byte[] digest) => Convert.ToHexStringLower(digest);
}
