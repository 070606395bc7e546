using Etcdserverpb;
using Google.Protobuf;
using Mvccpb;

namespace AlbEmulator.Etcd;

/// <summary>Reads keys page by page, all of them as they were at one revision of etcd's, and values that are in parts.</summary>
internal sealed class EtcdPages(EtcdClient client, EtcdKeys keys)
{
    /// <summary>Values of at most half a MiB: a page stays below what one message may have.</summary>
    private const int PageKeys = 50;

    /// <summary>Everything in a range, in order.</summary>
    /// <param name="range">With the revision that it is read at.</param>
    /// <param name="cancellation">The end.</param>
    /// <exception cref="EtcdUnavailableException">No member answers.</exception>
    public async IAsyncEnumerable<KeyValue> ReadAsync(RangeRequest range, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        range.Limit = PageKeys;
        while (true)
        {
            var page = await client.AskAsync((member, options) => member.Keys.RangeAsync(range, options), cancellation);
            foreach (var item in page.Kvs)
            {
                yield return item;
            }

            if (!page.More)
            {
                yield break;
            }

            range.Key = ByteString.CopyFrom([.. page.Kvs[^1].Key.Span, 0]);
        }
    }

    /// <summary>What a value stands for.</summary>
    /// <param name="item">Key and value.</param>
    /// <param name="at">The revision of etcd's that its parts are read at; 0 for now.</param>
    /// <param name="cancellation">The end.</param>
    /// <exception cref="InvalidDataException">It was not written by this program.</exception>
    public async Task<byte[]> ValueAsync(KeyValue item, long at, CancellationToken cancellation)
    {
        var key = keys.Own(item.Key);
        if (EtcdValue.PartsOf(key, item.Value) is not { Count: > 0 } parts)
        {
            return EtcdValue.Read(key, item.Value.Memory);
        }

        using var all = new MemoryStream();
        foreach (var part in parts)
        {
            var answer = await client.AskAsync(
                (member, options) => member.Keys.RangeAsync(new RangeRequest { Key = keys.Of(part), Revision = at }, options), cancellation);
            all.Write((answer.Kvs is [var found] ? found : throw new InvalidDataException($"{part} is not there")).Value.Span);
        }

        return EtcdValue.Read(key, all.GetBuffer().AsMemory(0, (int)all.Length));
    }

    /// <summary>A value, so that it can be put with others in one step: its parts are put before.</summary>
    /// <exception cref="EtcdUnavailableException">No member takes them.</exception>
    public async Task<RequestOp> PutAsync(string key, string id, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var value = EtcdValue.Of(key, id, bytes.Span);
        foreach (var (part, content) in value.Parts)
        {
            await client.AskAsync((member, options) => member.Keys.PutAsync(new PutRequest { Key = keys.Of(part), Value = content }, options), cancellation);
        }

        return new RequestOp { RequestPut = new PutRequest { Key = keys.Of(key), Value = value.Value } };
    }
}
