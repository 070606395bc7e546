using Mvccpb;

namespace AlbEmulator.Etcd;

/// <summary>What becomes of each key, brought to what a node knows.</summary>
internal sealed class EtcdEvents(EtcdKeys keys, EtcdPages pages, EtcdKnown known, EtcdFiles files, EtcdNodes nodes)
{
    /// <exception cref="EtcdCompactedException">What was before it is not known.</exception>
    /// <exception cref="InvalidDataException">It was not written by this program.</exception>
    public async Task TakeAsync(Event item, CancellationToken cancellation)
    {
        var key = keys.Own(item.Kv.Key);
        var isPut = item.Type == Event.Types.EventType.Put;
        if (key.Contains(EtcdValue.PartMark, StringComparison.Ordinal))
        {
            return;
        }

        if (key.StartsWith(EtcdKeys.Nodes, StringComparison.Ordinal))
        {
            if (isPut)
            {
                nodes.Follow(key, item.Kv.Value);
            }
            else
            {
                nodes.Remove(key);
            }
        }
        else if (key.StartsWith(EtcdKeys.Files, StringComparison.Ordinal))
        {
            if (isPut)
            {
                await files.FollowAsync(item.Kv, 0, cancellation);
            }
            else
            {
                files.Remove(key[EtcdKeys.Files.Length..]);
            }
        }
        else if (isPut && ((EtcdKeys.RevisionOf(key) is { } revision && !known.Follow(revision, await pages.ValueAsync(item.Kv, item.Kv.ModRevision, cancellation)))
            || (key == EtcdKeys.Head && !known.Follow(EtcdHead.Read(item.Kv.Value), item.Kv.ModRevision))))
        {
            // What was between is in a base by now.
            throw new EtcdCompactedException();
        }
    }
}
