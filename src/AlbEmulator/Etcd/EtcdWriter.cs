using System.Text;
using AlbEmulator.Stores;
using Etcdserverpb;

namespace AlbEmulator.Etcd;

/// <summary>
/// Makes changes count. Each is one transaction, which compares the head with the one that the change was made of. A call that
/// had no answer is made again as it is: where it had counted, the head has its id; where not, it cannot count any more.
/// </summary>
internal sealed class EtcdWriter(EtcdClient client, EtcdKeys keys, EtcdPages pages, EtcdKnown known, Func<long, CancellationToken, Task<bool>> reach, CancellationToken end) : IDisposable
{
    /// <summary>How often the store may begin anew while a change is made.</summary>
    private const int MostBegun = 5;

    /// <summary>One change of this node's at a time.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Adds a change.</summary>
    /// <param name="log">Whose.</param>
    /// <param name="madeOf">The revision that was looked at to make it.</param>
    /// <param name="change">Its line; null where nothing becomes other.</param>
    /// <param name="use">Takes up what it makes.</param>
    /// <returns>Its length.</returns>
    /// <exception cref="StoreConflictException">There is a later revision.</exception>
    /// <exception cref="EtcdUnavailableException">Etcd does not take it.</exception>
    public int Add(IEtcdLog log, long madeOf, Func<byte[]?> change, Action use)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return AddNow(log, madeOf, change, use);
            }
            catch (StoreConflictException) when (known.Revision == madeOf && tries < MostBegun)
            {
                // The store has begun anew meanwhile, with the same states.
            }
        }
    }

    /// <summary>Puts another state in the place of one, whatever that is, and forgets all changes before it.</summary>
    /// <param name="log">Whose.</param>
    /// <param name="whole">What makes it of nothing.</param>
    /// <param name="use">Takes it up.</param>
    public void Replace(IEtcdLog log, Func<byte[]> whole, Action use)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Begin(log, whole, use);
                return;
            }
            catch (StoreConflictException) when (tries < Store.MostTries)
            {
                // What there is now is replaced as well.
            }
        }
    }

    /// <summary>Puts the states that there are in the place of the changes that made them, unless others change them meanwhile.</summary>
    public void Compact()
    {
        try
        {
            Begin(null, null, static () => { });
        }
        catch (StoreConflictException)
        {
            // It is done later, or by another.
        }
    }

    public void Dispose() => _turn.Dispose();

    private int AddNow(IEtcdLog log, long madeOf, Func<byte[]?> change, Action use)
    {
        _turn.Wait(end);
        try
        {
            var (line, head, at) = known.Look((_, head, at) => madeOf == known.Revision ? (change(), head, at) : throw new StoreConflictException());
            if (line is null)
            {
                use();
                return 0;
            }

            var id = EtcdStore.NewId();
            var next = head.Next(id);
            byte[] entry = [.. Encoding.UTF8.GetBytes($"{log.Name} {id}\n"), .. line];
            Commit(at, next, id, use, async () => [await pages.PutAsync(EtcdKeys.Change(next.Revision), id, entry, end)]);
            return line.Length;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Begins anew with states as they are.</summary>
    private void Begin(IEtcdLog? log, Func<byte[]>? whole, Action use)
    {
        _turn.Wait(end);
        try
        {
            var (all, head, at) = known.Look((logs, head, at) => (logs.Wholes(log, whole), head, at));
            var id = EtcdStore.NewId();
            var changed = log is null ? head : head.Next(id);
            var next = changed with { Generation = head.Generation + 1, Base = changed.Revision };
            Commit(at, next, id, use, async () =>
            {
                var operations = new List<RequestOp>();
                foreach (var (name, lines) in all)
                {
                    operations.Add(await pages.PutAsync(EtcdKeys.Base(next.Generation) + name, id, lines, end));
                }

                return
                [
                    .. operations,
                    new RequestOp { RequestDeleteRange = keys.Delete(EtcdKeys.Base(head.Generation)) },
                    new RequestOp { RequestDeleteRange = keys.DeleteChanges(next.Base) },
                ];
            });
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Commit(long at, EtcdHead next, string id, Action use, Func<Task<IReadOnlyList<RequestOp>>> put)
    {
        known.Expect(id, use);
        var answer = AskAsync(at, next, put).GetAwaiter().GetResult();
        if (answer.Succeeded)
        {
            known.Done(at, next, answer.Header.Revision);
            return;
        }

        var found = answer.Responses[0].ResponseRange.Kvs is [var head] ? head
            : throw new EtcdUnavailableException("etcd has nothing any more: it was emptied");
        if (!reach(found.ModRevision, end).GetAwaiter().GetResult())
        {
            throw new EtcdUnavailableException("what other nodes have changed does not come from etcd in time");
        }

        if (!EtcdHead.Read(found.Value).Recent.Contains(id))
        {
            throw new StoreConflictException();
        }
    }

    private async Task<TxnResponse> AskAsync(long at, EtcdHead next, Func<Task<IReadOnlyList<RequestOp>>> put)
    {
        var head = keys.Of(EtcdKeys.Head);
        var transaction = new TxnRequest();
        transaction.Compare.Add(new Compare
        {
            Key = head,
            Target = Compare.Types.CompareTarget.Mod,
            ModRevision = at,
            Result = Compare.Types.CompareResult.Equal,
        });
        transaction.Success.Add(await put());
        transaction.Success.Add(new RequestOp { RequestPut = new PutRequest { Key = head, Value = next.ToValue() } });
        transaction.Failure.Add(new RequestOp { RequestRange = new RangeRequest { Key = head } });
        return await client.AskAsync((member, options) => member.Keys.TxnAsync(transaction, options), end);
    }
}
