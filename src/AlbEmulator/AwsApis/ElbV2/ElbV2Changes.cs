using System.Collections.Immutable;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Snapshots;
using AlbEmulator.Stores;
using AlbEmulator.Topologies;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// The resources of the API: one call after the other makes others of them. Each is read together with the files,
/// its ports are bound, it is brought to the disk and put into effect, and then it is answered; or nothing changes.
/// </summary>
internal sealed partial class ElbV2Changes(
    TopologyStore store,
    TopologyFiles files,
    SnapshotPublisher publisher,
    ElbV2Disk disk,
    NetworkDirectory networks,
    AlbSettings settings,
    TimeProvider time,
    ILogger<ElbV2Changes> log)
{
    private volatile ElbV2State _own = ElbV2State.Empty;
    private volatile Combined? _combined;

    /// <summary>Of the store, when what there is was looked at last.</summary>
    private long _revision;

    /// <summary>By which revision each load balancer became what it is; not those of files.</summary>
    private volatile ImmutableDictionary<string, long> _changedAt = ImmutableDictionary<string, long>.Empty;

    /// <summary>What keeps the state from being in effect, though it is kept.</summary>
    private IReadOnlyList<Problem> _missing = [];

    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>What the API made.</summary>
    public ElbV2State Own => _own;

    /// <summary>What the APIs of all nodes made, also where that is not in effect here yet.</summary>
    public ElbV2State Kept => disk.Kept;

    /// <summary>The last revision of the store that is in effect here.</summary>
    public long InEffect { get; private set; }

    /// <summary>What keeps a later one from being; empty for nothing.</summary>
    public IReadOnlyList<Problem> Missing => _missing;

    /// <summary>What there is now, things of files included.</summary>
    public ElbV2View View
    {
        get
        {
            var (own, topology, roots) = (_own, store.Current, files.Roots);
            var known = _combined;
            if (known is null || known.Own != own || known.Roots != roots || known.View.Topology != topology)
            {
                var network = networks.Of(settings.AccountId, settings.Region);
                var all = new FileResources(settings, network, _started).With(own, roots, topology);
                _combined = known = new Combined(own, roots, new ElbV2View(all, topology)
                {
                    IsEverywhere = arn => disk.Shared?.IsEverywhere(_changedAt.GetValueOrDefault(arn)) != false,
                });
            }

            return known.View;
        }
    }

    /// <summary>Takes up what was kept; before the files are read.</summary>
    public void Use(ElbV2State kept)
    {
        (_revision, _own) = (disk.Revision, kept);
        InEffect = _revision;
        files.Api = StateDocument.Of(kept, settings);
    }

    /// <summary>Does a call that may change something, in its turn.</summary>
    public async Task<QueryOutcome> DoAsync(QueryCall call, Func<ElbV2View, ElbV2Result> action)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TurnAsync<QueryOutcome>(async (before, old) =>
                {
                    if (old is not null)
                    {
                        // Neither a change nor a refusal can be made of what may be old.
                        return NotKept(old);
                    }

                    var result = action(before);
                    var error = result.Error ?? (result.Changed is { } changed ? await ApplyAsync(changed, call) : null);
                    var view = View;
                    return error is not null ? error : QueryOutcome.Of(xml => result.Content(xml, view));
                });
            }
            catch (StoreConflictException conflict)
            {
                // Another node was first: the call is done again, of what there is now.
                if (tries == Store.MostTries)
                {
                    return NotKept(conflict.Message);
                }
            }
        }
    }

    /// <summary>Does something while nothing else changes the topology.</summary>
    /// <param name="action">Is told what there is, and why that may be old; null where it is all that was kept before.</param>
    public Task<T> HoldAsync<T>(Func<ElbV2View, string?, Task<T>> action) => TurnAsync(action);

    /// <summary>Puts into effect what other nodes have kept; what this machine does not grant of it is tried again each time.</summary>
    public Task FollowAsync() => TurnAsync(static (_, _) => Task.FromResult(true), isAsked: false);

    /// <summary>Does something in its turn, of what there is then.</summary>
    /// <param name="action">Is told what there is, and why that may be old; null where it is all that was kept before.</param>
    /// <param name="isAsked">Whether the store is asked for it first.</param>
    private async Task<T> TurnAsync<T>(Func<ElbV2View, string?, Task<T>> action, bool isAsked = true)
    {
        await store.Turn.WaitAsync();
        try
        {
            var old = disk.Shared is { } shared && isAsked ? await shared.RefreshAsync(CancellationToken.None) : null;
            await FollowNowAsync();
            return await action(View, old);
        }
        finally
        {
            store.Turn.Release();
        }
    }

    /// <summary>Waits until all is there that any node had answered before: who asks the next sees what one before has said.</summary>
    /// <returns>Why that is not so, and what is there may be old; null where it is.</returns>
    public async Task<string?> RefreshAsync(CancellationToken cancellation)
    {
        if (disk.Shared is not { } shared)
        {
            return null;
        }

        var old = await shared.RefreshAsync(cancellation);
        if (!ReferenceEquals(disk.Kept, _own))
        {
            await FollowAsync();
        }

        return old;
    }

    private async Task FollowNowAsync()
    {
        var (revision, kept) = (disk.Revision, disk.Kept);
        var isInEffect = ReferenceEquals(kept, _own) && _missing.Count == 0;
        if (disk.Shared is not { } shared || (revision == _revision && isInEffect))
        {
            return;
        }

        var problems = isInEffect ? [] : await UseAsync(kept, () => { }, $"Revision {revision} of {shared.Name}");
        if (problems.Count > 0)
        {
            // What is kept holds, whether or not this machine can have it: the next call is made of it.
            files.Api = StateDocument.Of(kept, settings);
            foreach (var problem in problems.Except(_missing))
            {
                LogMissing(revision, shared.Name, problem);
            }

            Note(kept);
        }

        (_revision, _own, _missing) = (revision, kept, problems);
        InEffect = problems.Count == 0 ? revision : InEffect;
    }

    /// <summary>Which load balancers another state has other than the one there was.</summary>
    private void Note(ElbV2State next)
    {
        if (disk.Shared is not null && !ReferenceEquals(next.LoadBalancers, _own.LoadBalancers))
        {
            var (before, revision) = (_own.LoadBalancers.ToHashSet<object>(ReferenceEqualityComparer.Instance), disk.Revision);
            _changedAt = next.LoadBalancers.ToImmutableDictionary(
                item => item.Arn, item => before.Contains(item) ? _changedAt.GetValueOrDefault(item.Arn) : revision);
        }
    }

    private async Task<QueryError?> ApplyAsync(ElbV2State changed, QueryCall call)
    {
        var own = changed with
        {
            LoadBalancers = changed.LoadBalancers.RemoveAll(item => item.IsOfFile),
            TargetGroups = changed.TargetGroups.RemoveAll(item => item.IsOfFile),
            TrustStores = changed.TrustStores.RemoveAll(item => item.IsOfFile),
        };
        try
        {
            return await UseAsync(own, () => disk.Write(own, _revision), call.Action) is [var problem, ..] ? ProblemErrors.Of(problem, call) : null;
        }
        catch (Exception exception) when (exception is (IOException and not StoreConflictException) or UnauthorizedAccessException)
        {
            return NotKept(exception.Message);
        }
    }

    private QueryError NotKept(string problem) => new("ServiceUnavailable", $"The state cannot be kept in {disk.Place}: {problem}")
    {
        StatusCode = StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>Puts a state in the place of the one there is, in the turn of whoever calls it.</summary>
    /// <param name="own">The state.</param>
    /// <param name="keep">Brings it to the disk.</param>
    /// <param name="by">Whose change it is, for the log.</param>
    /// <returns>Why that cannot be; then nothing has changed.</returns>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async Task<IReadOnlyList<Problem>> UseAsync(ElbV2State own, Action keep, string by)
    {
        var document = StateDocument.Of(own, settings);
        var reading = files.ReadWith(document);
        if (reading.Problems.Count > 0)
        {
            return reading.Problems;
        }

        var problems = await publisher.PublishAsync(reading.Topology, keep);
        if (problems.Count > 0)
        {
            return problems;
        }

        Note(own);
        var said = files.Api;
        (_own, files.Api) = (own, document);
        disk.Forget(own);
        var changes = ChangeWords.Of([said], [document]);
        LogChanged(by, changes.Length > 0 ? changes : "what the API alone tells changed, such as tags");
        return problems;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Action:l} is in effect: {Changes:l}")]
    private partial void LogChanged(string action, string changes);

    [LoggerMessage(Level = LogLevel.Error, Message = "Revision {Revision} of {Store:l} is not in effect at this node, and is tried again: {Problem}")]
    private partial void LogMissing(long revision, string store, Problem problem);

    private sealed record Combined(ElbV2State Own, IReadOnlyList<Node> Roots, ElbV2View View);
}
