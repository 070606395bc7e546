using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.Machine;
using AlbEmulator.Stores;
using Etcdserverpb;
using Google.Protobuf;
using Grpc.Core;
using Mvccpb;

namespace AlbEmulator.Etcd;

/// <summary>
/// Who there is: each node has a key that ends with its lease, which it keeps alive. A node that lost its lease, or is not sure
/// of it, takes another.
/// </summary>
internal sealed partial class EtcdNodes(EtcdClient client, EtcdKeys keys, ILogger log) : IDisposable
{
    /// <summary>How long a node that is killed is thought to live.</summary>
    private const int LeaseSeconds = 10;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(3);

    /// <summary>After so long without an answer a lease may be over.</summary>
    private static readonly TimeSpan Sure = TimeSpan.FromSeconds(LeaseSeconds * 2 / 3);

    private static readonly JsonTypeInfo<StoreNode> Json = KeptJson.Of<StoreNode>(StoreNodeTypes.Default);

    private readonly string _id = EtcdStore.NewId();
    private readonly ConcurrentDictionary<string, StoreNode> _others = new(StringComparer.Ordinal);
    private readonly Signal _changed = new();
    private readonly Unattended _announcing = new("The announcement of this node to others", log);

    private volatile StoreNode? _own;
    private volatile ByteString? _told;
    private long _lease;
    private long _sureSince;

    /// <summary>This one first, once it has announced itself.</summary>
    public IReadOnlyList<StoreNode> All => [.. _own is { } own ? [own] : Array.Empty<StoreNode>(), .. _others.Values.OrderBy(static node => node.Id, StringComparer.Ordinal)];

    public void Announce(StoreNode node)
    {
        _own = node with { Id = _id };
        _changed.Set();
    }

    /// <summary>Announces the node, and keeps its lease, until the end; then the others know at once that it is gone.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                await _announcing.DoAsync(() => KeepAsync(end), end);
                await _changed.WaitAsync(KeepAlive, end);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }

        if (_lease != 0)
        {
            await _announcing.DoAsync(
                () => client.AskAsync((member, options) => member.Leases.LeaseRevokeAsync(new LeaseRevokeRequest { ID = _lease }, options)), CancellationToken.None);
        }
    }

    /// <summary>Another node, or what became of it.</summary>
    public void Follow(string key, ByteString value)
    {
        var id = key[EtcdKeys.Nodes.Length..];
        if (id == _id)
        {
            return;
        }

        if (KeptJson.Read(value.Span, Json).Value is { } node && IPAddress.TryParse(node.Address, out _))
        {
            _others[id] = node with { Id = id };
        }
        else
        {
            LogUnread(log, key);
        }
    }

    /// <summary>Another node is gone, or cannot be reached by etcd.</summary>
    public void Remove(string key)
    {
        var id = key[EtcdKeys.Nodes.Length..];
        if (!_others.TryRemove(id, out _) && id == _id)
        {
            // Somebody has taken it away: it is told anew.
            _told = null;
            _changed.Set();
        }
    }

    /// <summary>Only these are there.</summary>
    public void Use(IReadOnlyList<KeyValue> items)
    {
        _others.Clear();
        foreach (var item in items)
        {
            Follow(keys.Own(item.Key), item.Value);
        }
    }

    public void Dispose() => _changed.Dispose();

    private async Task KeepAsync(CancellationToken end)
    {
        if (_own is not { } own)
        {
            return;
        }

        if (_lease == 0 || TimeProvider.System.GetElapsedTime(_sureSince) is var since && (since > Sure || (since > KeepAlive / 2 && !await IsKeptAsync(end))))
        {
            var asked = TimeProvider.System.GetTimestamp();
            var granted = await client.AskAsync((member, options) => member.Leases.LeaseGrantAsync(new LeaseGrantRequest { TTL = LeaseSeconds }, options), end);
            (_lease, _sureSince, _told) = (granted.ID, asked, null);
        }

        // Every node is told of a key that is put: what is the same again would have them tell it once more, without an end.
        var value = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(own with { Id = "" }, Json));
        if (!value.Equals(_told))
        {
            await client.AskAsync(
                (member, options) => member.Keys.PutAsync(new PutRequest { Key = keys.Of(EtcdKeys.Nodes + _id), Value = value, Lease = _lease }, options), end);
            _told = value;
        }
    }

    private async Task<bool> IsKeptAsync(CancellationToken end)
    {
        var (member, asked) = (client.Member, TimeProvider.System.GetTimestamp());
        try
        {
            using var call = member.Leases.LeaseKeepAlive(new CallOptions(await client.HeadersAsync(member, end), EtcdClient.Within(KeepAlive / 2), end));
            await call.RequestStream.WriteAsync(new LeaseKeepAliveRequest { ID = _lease }, end);
            if (!await call.ResponseStream.MoveNext(end))
            {
                return false;
            }

            _sureSince = call.ResponseStream.Current.TTL > 0 ? asked : _sureSince;
            return call.ResponseStream.Current.TTL > 0;
        }
        catch (Exception exception) when (EtcdClient.IsOfTheMember(exception) && !end.IsCancellationRequested)
        {
            // It may be kept: it is tried with the next member before it is over.
            client.Leave(member);
            return true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The key {Key} of etcd is none of a node, and is left out")]
    private static partial void LogUnread(ILogger log, string key);

    [JsonSerializable(typeof(StoreNode))]
    private sealed partial class StoreNodeTypes : JsonSerializerContext;
}
