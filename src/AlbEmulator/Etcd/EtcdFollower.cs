using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using Grpc.Core;
using Mvccpb;

namespace AlbEmulator.Etcd;

/// <summary>Follows a store from its beginning to its end, whatever becomes of etcd and of the way to it.</summary>
internal sealed partial class EtcdFollower
{
    /// <summary>Bytes of changes that are not worth a new base.</summary>
    private const long FewChanges = 1024 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly EtcdStore _store;
    private readonly EtcdKnown _known;
    private readonly EtcdClient _client;
    private readonly EtcdKeys _keys;
    private readonly EtcdPages _pages;
    private readonly DataFolder _data;
    private readonly Action _compact;
    private readonly Action _tell;
    private readonly CancellationToken _end;
    private readonly EtcdCopy? _copy;
    private readonly TaskCompletionSource<Problem?> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _copies = new(0, 1);
    private readonly Task _running;
    private long _grown;
    private CancellationTokenSource _watch = new();
    private long _from;
    private volatile string? _problem = "it was not asked yet";

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
        (_store, _known, _client, _keys, _pages, _data, _compact, _tell, _end) = (store, known, client, keys, pages, data, compact, tell, end);
        _copy = EtcdCopy.Read(store.Folder, store.Name);
        if (_copy is null)
        {
            EtcdCopy.Clear(store.Folder);
        }

        Files = new(client, keys, pages, data, store.PathOf) { Known = _copy?.Files ?? [] };
        Nodes = new(client, keys, store.Log);
        client.IsImpatient = _copy is not null;
        _running = Task.WhenAll(Task.Run(RunAsync), Task.Run(() => Nodes.RunAsync(end)), Task.Run(CopyAsync));
    }

    public EtcdFiles Files { get; }

    public EtcdNodes Nodes { get; }

    /// <summary>Why what there is now is not known; null where it is.</summary>
    public string? Problem => _problem;

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

    /// <summary>After the end.</summary>
    public void Wait() => _running.GetAwaiter().GetResult();

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
            catch (EtcdCompactedException)
            {
                _from = 0;
            }
            catch (Exception) when (Volatile.Read(ref _watch).IsCancellationRequested)
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
        if (_problem is null)
        {
            LogAway(_store.Log, _store.Name, problem);
        }

        _problem = problem;
        if (!_first.Task.IsCompleted)
        {
            var ofCopy = first ?? (_from == 0 ? _known.UseCopy(_copy?.Revision ?? 0) : null);
            LogAway(_store.Log, _store.Name, problem);
            _client.IsImpatient = false;
            _first.TrySetResult(ofCopy);
        }

        _tell();
    }

    private async Task LoadAsync()
    {
        EtcdReading reading;
        try
        {
            reading = await EtcdReading.ReadAsync(_client, _keys, _pages, _end);
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

        _known.Use(reading);
        _tell();
        _from = reading.At + 1;
        Interlocked.Exchange(ref _grown, reading.Lines.Values.Sum(static lines => lines.Skip(1).Sum(static line => (long)line.Length)));
    }

    private async Task FollowAsync()
    {
        // Whoever ends it may be late: it is left to the collector.
        var watch = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watch.Token, _end);
        Volatile.Write(ref _watch, watch);
        await foreach (var (events, revision) in new EtcdWatch(_client, _keys).FollowAsync(_from, either.Token))
        {
            foreach (var item in events)
            {
                await FollowAsync(item);
            }

            _from = Math.Max(_from, revision + 1);
            if (_problem is not null)
            {
                _problem = null;
                LogThere(_store.Log, _store.Name, _store.Revision);
            }

            _client.IsImpatient = false;
            _first.TrySetResult(null);
            if (events.Count > 0)
            {
                _tell();
            }

            if (_copies.CurrentCount == 0)
            {
                _copies.Release();
            }
        }
    }

    private async Task FollowAsync(Event item)
    {
        var key = _keys.Own(item.Kv.Key);
        var isPut = item.Type == Event.Types.EventType.Put;
        if (key.Contains(EtcdValue.PartMark, StringComparison.Ordinal))
        {
            return;
        }

        if (key.StartsWith(EtcdKeys.Nodes, StringComparison.Ordinal))
        {
            if (isPut)
            {
                Nodes.Follow(key, item.Kv.Value);
            }
            else
            {
                Nodes.Remove(key);
            }
        }
        else if (key.StartsWith(EtcdKeys.Files, StringComparison.Ordinal))
        {
            if (isPut)
            {
                await Files.FollowAsync(item.Kv, 0, _end);
            }
            else
            {
                Files.Remove(key[EtcdKeys.Files.Length..]);
            }
        }
        else if (isPut && ((EtcdKeys.RevisionOf(key) is { } revision && !_known.Follow(revision, await _pages.ValueAsync(item.Kv, item.Kv.ModRevision, _end)))
            || (key == EtcdKeys.Head && !_known.Follow(EtcdHead.Read(item.Kv.Value), item.Kv.ModRevision))))
        {
            // What was between is in a base by now.
            throw new EtcdCompactedException();
        }
    }

    /// <summary>Brings what is known to the data folder, after it is in effect: no change waits for the disk.</summary>
    private async Task CopyAsync()
    {
        var copying = new Unattended($"The copy of {_store.Name} in {_store.Folder}", _store.Log);
        try
        {
            while (true)
            {
                await _copies.WaitAsync(_end);
                copying.Do(Copy);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private void Copy()
    {
        var (revision, files) = (_known.Revision, Files.Known);
        _known.Copy();
        new EtcdCopy(_store.Name, revision, files).Write(_data, _store.Folder);
    }

    [LoggerMessage(LogLevel.Error, "{Store:l} cannot be asked: what was there goes on, and changes are refused until it can. {Problem}")]
    private static partial void LogAway(ILogger log, string store, string problem);

    [LoggerMessage(LogLevel.Information, "{Store:l} is followed from revision {Revision} on")]
    private static partial void LogThere(ILogger log, string store, long revision);
}
