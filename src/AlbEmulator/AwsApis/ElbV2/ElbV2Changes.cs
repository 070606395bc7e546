using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Snapshots;
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
    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>What the API made.</summary>
    public ElbV2State Own => _own;

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
                _combined = known = new Combined(own, roots, new ElbV2View(all, topology));
            }

            return known.View;
        }
    }

    /// <summary>Takes up what was kept; before the files are read.</summary>
    public void Use(ElbV2State kept)
    {
        _own = kept;
        files.Api = StateDocument.Of(kept, settings);
    }

    /// <summary>Does a call that may change something, in its turn.</summary>
    public Task<QueryOutcome> DoAsync(QueryCall call, Func<ElbV2View, ElbV2Result> action) => HoldAsync<QueryOutcome>(async before =>
    {
        var result = action(before);
        var error = result.Error ?? (result.Changed is { } changed ? await ApplyAsync(changed, call) : null);
        var view = View;
        return error is not null ? error : QueryOutcome.Of(xml => result.Content(xml, view));
    });

    /// <summary>Does something while nothing else changes the topology.</summary>
    public async Task<T> HoldAsync<T>(Func<ElbV2View, Task<T>> action)
    {
        await store.Turn.WaitAsync();
        try
        {
            return await action(View);
        }
        finally
        {
            store.Turn.Release();
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
            return await UseAsync(own, () => disk.Write(own), call.Action) is [var problem, ..] ? ProblemErrors.Of(problem, call) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new QueryError("ServiceUnavailable", $"The state cannot be kept below Alb:DataDirectory: {exception.Message}")
            {
                StatusCode = StatusCodes.Status503ServiceUnavailable,
            };
        }
    }

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

        var before = _own;
        var problems = await publisher.PublishAsync(reading.Topology, keep);
        if (problems.Count > 0)
        {
            disk.Write(before);
            return problems;
        }

        var said = files.Api;
        (_own, files.Api) = (own, document);
        disk.Forget(own);
        var changes = ChangeWords.Of([said], [document]);
        LogChanged(by, changes.Length > 0 ? changes : "what the API alone tells changed, such as tags");
        return problems;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Action:l} is in effect: {Changes:l}")]
    private partial void LogChanged(string action, string changes);

    private sealed record Combined(ElbV2State Own, IReadOnlyList<Node> Roots, ElbV2View View);
}
