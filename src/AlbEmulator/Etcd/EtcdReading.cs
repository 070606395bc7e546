using Etcdserverpb;

namespace AlbEmulator.Etcd;

/// <summary>All that is kept, as it was at one revision of etcd's.</summary>
/// <param name="Cluster">Which etcd it is: revisions of another are of something else.</param>
/// <param name="At">That revision.</param>
/// <param name="Head">The head then.</param>
/// <param name="HeadAt">Its own revision of etcd's; 0 where there was none.</param>
/// <param name="Lines">What makes the state of each log.</param>
internal sealed record EtcdReading(ulong Cluster, long At, EtcdHead Head, long HeadAt, IReadOnlyDictionary<string, List<ReadOnlyMemory<byte>>> Lines)
{
    /// <exception cref="EtcdUnavailableException">No member answers.</exception>
    /// <exception cref="InvalidDataException">What is kept was not written by this program, or by a later version.</exception>
    public static async Task<EtcdReading> ReadAsync(EtcdClient client, EtcdKeys keys, EtcdPages pages, CancellationToken cancellation)
    {
        var answer = await client.AskAsync((member, options) => member.Keys.RangeAsync(new RangeRequest { Key = keys.Of(EtcdKeys.Head) }, options), cancellation);
        var at = answer.Header.Revision;
        var lines = new Dictionary<string, List<ReadOnlyMemory<byte>>>(StringComparer.Ordinal);
        if (answer.Kvs is not [var found])
        {
            return new(answer.Header.ClusterId, at, EtcdHead.None, 0, lines);
        }

        var head = EtcdHead.Read(found.Value);
        var bases = EtcdKeys.Base(head.Generation);
        await foreach (var item in pages.ReadAsync(keys.Below(bases, at), cancellation))
        {
            var name = keys.Own(item.Key)[bases.Length..];
            if (!name.Contains(EtcdValue.PartMark, StringComparison.Ordinal))
            {
                lines[name] = [await pages.ValueAsync(item, at, cancellation)];
            }
        }

        var revision = head.Base;
        await foreach (var item in pages.ReadAsync(keys.ChangesAfter(head.Base, at), cancellation))
        {
            if (EtcdKeys.RevisionOf(keys.Own(item.Key)) is not { } number)
            {
                continue;
            }

            if (number != ++revision)
            {
                throw new InvalidDataException($"the change of revision {revision} is not there");
            }

            var (name, _, line) = EtcdLogs.Entry(await pages.ValueAsync(item, at, cancellation));
            (lines.TryGetValue(name, out var of) ? of : lines[name] = []).Add(line);
        }

        return revision == head.Revision
            ? new(answer.Header.ClusterId, at, head, found.ModRevision, lines)
            : throw new InvalidDataException($"changes up to revision {head.Revision} are said to be there, and those up to {revision} are");
    }
}
