using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using Etcdserverpb;
using Grpc.Core;
using Mvccpb;

namespace AlbEmulator.Etcd;

/// <summary>Follows a store from its beginning to its end, whatever becomes of etcd and of the way to it.</summary>
internal sealed partial class EtcdFollower : IDisposable
{
    /// <summary>Bytes of changes that are not worth a new base.</summary>
    private const long FewChanges = 1024 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly EtcdStore _store;
    private readonly EtcdKnown _known;
    private readonly EtcdClient _client;
    private readonly EtcdKeys _keys;
    private readonly EtcdPages _pages;
    private readonly Action _compact;
    private readonly Action _tell;
    private readonly CancellationToken _end;
    private readonly EtcdCopy? _copy;
    private readonly TaskCompletionSource<Problem?> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EtcdCopies _copies;
    private readonly EtcdEvents _events;
    private readonly Task _running;
    private long _grown;
    private CancellationTokenSource _watch = new();
    private long _from;

    /// <param name="store">Which it is.</param>
    /// <param name="known">What is moved on.</param>
    /// <param name="client">Asks etcd.</param>
    /// <param name="keys">Where what is.</param>
    /// <param name="pages">Reads it.</param>
    /// <param name="data">Where the copy goes.</param>
    /// <param name="compact">Writes a shorter store.</param>
    /// <param name="tell">Tells that something was followed.</param>
    /// <param name="end">The end.</param>
    public EtcdFollower(
        EtcdStore store, EtcdKnown known, EtcdClient client, EtcdKeys keys, EtcdPages pages, DataFolder data, Action compact, Action tell, CancellationToken end)
    {
        (_store, _known, _client, _keys, _pages, _compact, _tell, _end) = (store, known, client, keys, pages, compact, tell, end);
        _copy = EtcdCopy.Read(store.Folder, store.Name);
        if (_copy is null)
        {
            EtcdCopy.Clear(store.Folder);
        }

        Files = new(client, keys, pages, data, store.Folder);
        Nodes = new(client, keys, store.Log);
        _copies = new(store, known, data);
        _events = new(keys, pages, known, Files, Nodes);
        client.IsImpatient = _copy is not null;
        _running = Task.WhenAll(
            Task.Run(RunAsync, CancellationToken.None),
            Task.Run(() => Nodes.RunAsync(end), CancellationToken.None),
            Task.Run(() => _copies.RunAsync(end), CancellationToken.None));
    }

    public EtcdFiles Files { get; }

    public EtcdNodes Nodes { get; }

    /// <summary>Whether what there is now is known.</summary>
    public EtcdPresence Presence { get; } = new();

    /// <summary>Waits until there is something to begin with: what etcd has, or the copy; or tells why there is neither.</summary>
    public Problem? First() => _first.Task.GetAwaiter().GetResult();

    /// <summary>Begins the watch anew, with the member that calls go to.</summary>
    public void Again() => Volatile.Read(ref _watch).Cancel();

    /// <summary>A change of some length was added.</summary>
    public void Grown(int bytes)
    {
        if (Interlocked.Add(ref _grown, bytes) > FewChanges)
        {
            Interlocked.Exchange(ref _grown, 0);
            _ = Task.Run(() => new Unattended("The writing of a shorter store", _store.Log).Do(_compact), _end);
        }
    }

    /// <summary>After the end: waits until the others know of it.</summary>
    public void Dispose()
    {
        _running.GetAwaiter().GetResult();
        Nodes.Dispose();
        _copies.Dispose();
        _watch.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                if (_from == 0)
                {
                    await LoadAsync();
                }

                await FollowAsync();
            }
            catch (Exception) when (_end.IsCancellationRequested)
            {
                break;
            }
            catch (EtcdCompactedException) when (_from != 0)
            {
                _from = 0;
                continue;
            }
            catch (EtcdCompactedException)
            {
                // While it was read: once more.
            }
            catch (Exception) when (_from != 0 && Volatile.Read(ref _watch).IsCancellationRequested)
            {
                continue;
            }
            catch (InvalidDataException exception)
            {
                // Of a later version, or not ours at all: it may be put right.
                _from = 0;
                Away(exception.Message, new Problem(new Origin(_store.Name, 0, ""), exception.Message));
            }
            catch (Exception exception)
            {
                var member = _client.Member;
                _client.Leave(member);
                Away(exception is EtcdUnavailableException ? exception.Message : EtcdClient.Words(member, exception), null);
            }

            await Task.WhenAny(Task.Delay(Pause, _end));
        }

        _first.TrySetResult(null);
    }

    private void Away(string problem, Problem? first)
    {
        if (Presence.Problem is null)
        {
            LogAway(_store.Log, _store.Name, problem);
        }

        Presence.Lost(problem);
        if (!_first.Task.IsCompleted)
        {
            if (_from == 0 && first is null)
            {
                _known.UseCopy(_copy?.Revision ?? 0);
            }

            LogAway(_store.Log, _store.Name, problem);
            _client.IsImpatient = false;
            _first.TrySetResult(first);
        }

        _tell();
    }

    private async Task LoadAsync()
    {
        var before = _known.HeadAt;
        EtcdReading reading;
        try
        {
            reading = await EtcdReading.ReadAsync(_client, _keys, _pages, _end);
            ThrowIfEmptied(reading);
            await Files.ReadAsync("", reading.At, _end);
            var nodes = new List<KeyValue>();
            await foreach (var item in _pages.ReadAsync(_keys.Below(EtcdKeys.Nodes, reading.At), _end))
            {
                nodes.Add(item);
            }

            Nodes.Use(nodes);
        }
        catch (RpcException forgotten) when (forgotten.StatusCode == StatusCode.OutOfRange)
        {
            throw new EtcdCompactedException();
        }

        if (!_known.Use(reading, before))
        {
            throw new EtcdCompactedException();
        }

        _tell();
        _from = reading.At + 1;
        Interlocked.Exchange(ref _grown, reading.Lines.Values.Sum(static lines => lines.Skip(1).Sum(static line => (long)line.Length)));
    }

    /// <summary>Etcd may be another than before, though its revisions go on: then all is read anew.</summary>
    private async Task ThrowIfAnotherAsync()
    {
        var answer = await _client.AskAsync((member, options) => member.Keys.RangeAsync(new RangeRequest { Key = _keys.Of(EtcdKeys.Head) }, options), _end);
        if (answer.Kvs is [var head] ? !_known.MayBe(EtcdHead.Read(head.Value), head.ModRevision) : !_known.MayBe(null, 0))
        {
            throw new EtcdCompactedException();
        }
    }

    /// <summary>Nothing in the place of something is no change that anybody made: nodes that took it over would lose what they have.</summary>
    private void ThrowIfEmptied(EtcdReading reading)
    {
        var known = Math.Max(_known.Revision, _copy?.Revision ?? 0);
        if (reading.HeadAt == 0 && known > 0)
        {
            throw new EtcdUnavailableException($"etcd has nothing for {_store.Name}, and revision {known} was there: it was emptied. "
                + $"Bring back what this node has with alb store export and import, or stop it and remove {_store.Folder} to begin anew");
        }

        if (reading.Head.Revision < known)
        {
            LogOlder(_store.Log, _store.Name, reading.Head.Revision, known);
        }
    }

    private async Task FollowAsync()
    {
        // Whoever ends it may be late: it is left to the collector.
        var watch = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watch.Token, _end);
        Volatile.Write(ref _watch, watch);
        var isNew = true;
        await foreach (var (events, revision) in new EtcdWatch(_client, _keys).FollowAsync(_from, either.Token))
        {
            if (isNew)
            {
                await ThrowIfAnotherAsync();
                isNew = false;
            }

            foreach (var item in events)
            {
                await _events.TakeAsync(item, _end);
            }

            _from = Math.Max(_from, revision + 1);
            if (Presence.Problem is not null)
            {
                Presence.Found();
                LogThere(_store.Log, _store.Name, _store.Revision);
            }

            _client.IsImpatient = false;
            _first.TrySetResult(null);
            if (events.Count > 0)
            {
                _tell();
            }

            _copies.Begin();
        }
    }

    [LoggerMessage(LogLevel.Error, "{Store:l} cannot be asked: what was there goes on, and changes are refused until it can. {Problem}")]
    private static partial void LogAway(ILogger log, string store, string problem);

    [LoggerMessage(LogLevel.Warning, "{Store:l} has revision {Revision}, and {Known} was known: it was brought back from a copy, and what came after that is gone")]
    private static partial void LogOlder(ILogger log, string store, long revision, long known);

    [LoggerMessage(LogLevel.Information, "{Store:l} is followed from revision {Revision} on")]
    private static partial void LogThere(ILogger log, string store, long revision);
}
