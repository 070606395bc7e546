using System.Globalization;
using Etcdserverpb;
using Google.Protobuf;

namespace AlbEmulator.Etcd;

/// <summary>The keys of a store, all below one prefix.</summary>
/// <param name="prefix">Ends with a slash.</param>
internal sealed class EtcdKeys(string prefix)
{
    public const string Files = "files/";
    public const string Head = "head";
    public const string Nodes = "nodes/";

    private const string Bases = "base/";
    private const string Changes = "log/";

    /// <summary>A key with its prefix.</summary>
    public ByteString Of(string key) => ByteString.CopyFromUtf8(prefix + key);

    /// <summary>A key of etcd's without the prefix.</summary>
    public string Own(ByteString key) => key.ToStringUtf8()[prefix.Length..];

    /// <summary>All keys that begin so.</summary>
    public RangeRequest Below(string start, long revision = 0) => new() { Key = Of(start), RangeEnd = End(Of(start)), Revision = revision };

    /// <inheritdoc cref="Below"/>
    public DeleteRangeRequest Delete(string start) => new() { Key = Of(start), RangeEnd = End(Of(start)) };

    /// <summary>A change, by its revision.</summary>
    public static string Change(long revision) => string.Create(CultureInfo.InvariantCulture, $"{Changes}{revision:d19}");

    /// <summary>The revision of a change; null for keys of all else.</summary>
    public static long? RevisionOf(string key) => key.StartsWith(Changes, StringComparison.Ordinal)
        && long.TryParse(key.AsSpan(Changes.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;

    /// <summary>Changes after a revision, with the parts of those in parts.</summary>
    public RangeRequest ChangesAfter(long revision, long at) => new() { Key = Of(Change(revision + 1)), RangeEnd = End(Of(Changes)), Revision = at };

    /// <summary>Changes up to a revision, with their parts.</summary>
    public DeleteRangeRequest DeleteChanges(long upTo) => new() { Key = Of(Changes), RangeEnd = Of(Change(upTo + 1)) };

    /// <summary>Where the states of a generation are.</summary>
    public static string Base(int generation) => string.Create(CultureInfo.InvariantCulture, $"{Bases}{generation:d10}/");

    /// <summary>The first key behind all that begin so.</summary>
    private static ByteString End(ByteString start)
    {
        var end = start.ToByteArray();
        end[^1]++;
        return ByteString.CopyFrom(end);
    }
}
