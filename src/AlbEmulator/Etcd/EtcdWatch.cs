using System.Runtime.CompilerServices;
using Etcdserverpb;
using Grpc.Core;
using Mvccpb;

namespace AlbEmulator.Etcd;

/// <summary>What becomes of keys from a revision of etcd's on, one revision after the other.</summary>
internal sealed class EtcdWatch(EtcdClient client, EtcdKeys keys)
{
    /// <summary>So that a member without a leader, which hears nothing any more, ends the stream.</summary>
    private static readonly Metadata.Entry RequiresLeader = new("hasleader", "true");

    /// <summary>Ends with an exception alone: where the member, or the way to it, does.</summary>
    /// <param name="from">The first revision.</param>
    /// <param name="cancellation">The end.</param>
    /// <returns>Events of whole revisions, and the last of those; no events where the watch has begun, or etcd tells that nothing happened.</returns>
    /// <exception cref="EtcdCompactedException">Etcd has forgotten that revision.</exception>
    public async IAsyncEnumerable<(IReadOnlyList<Event> Events, long Revision)> FollowAsync(long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var member = client.Member;
        var headers = await client.HeadersAsync(member, cancellation) ?? [];
        headers.Add(RequiresLeader);
        using var stream = member.Watches.Watch(new CallOptions(headers, cancellationToken: cancellation));
        var range = keys.Below("");
        var request = new WatchCreateRequest { Key = range.Key, RangeEnd = range.RangeEnd, StartRevision = from, ProgressNotify = true, Fragment = true };
        await stream.RequestStream.WriteAsync(new WatchRequest { CreateRequest = request }, cancellation);
        var events = new List<Event>();
        await foreach (var message in stream.ResponseStream.ReadAllAsync(cancellation))
        {
            if (message.Canceled)
            {
                throw message.CompactRevision > 0 ? new EtcdCompactedException() : new EtcdUnavailableException($"etcd at {member.Name} ended the watch: {message.CancelReason}");
            }

            if (message.Created && message.Header.Revision + 1 < from)
            {
                // It is another etcd than the one that was read, or a member that is behind.
                throw new EtcdCompactedException();
            }

            events.AddRange(message.Events);
            if (!message.Fragment)
            {
                // That a watch was made says nothing of revisions.
                yield return (events, message.Created ? from - 1 : message.Header.Revision);
                events = [];
            }
        }

        throw new EtcdUnavailableException($"etcd at {member.Name} ended the watch");
    }
}

/// <summary>Etcd has forgotten what was between what is known and what there is: all is to be read anew.</summary>
internal sealed class EtcdCompactedException() : Exception("etcd has forgotten the changes since");
