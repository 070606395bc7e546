using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Networks;
using AlbEmulator.Snapshots;
using AlbEmulator.Topologies;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// The resources of the API: one call after the other makes others of them. Each is read together with the files,
/// its ports are bound, it is brought to the disk and put into effect, and then it is answered; or nothing changes.
/// </summary>
internal sealed class ElbV2Changes(
    TopologyStore store,
    TopologyFiles files,
    SnapshotPublisher publisher,
    ElbV2Disk disk,
    NetworkDirectory networks,
    AlbSettings settings,
    TimeProvider time)
{
    private volatile ElbV2State _own = ElbV2State.Empty;
    private volatile Combined? _combined;
    private readonly DateTimeOffset _started = time.GetUtcNow();

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
        var document = StateDocument.Of(own, settings);
        var reading = files.ReadWith(document);
        if (reading.Problems.Count > 0)
        {
            return ProblemErrors.Of(reading.Problems[0], call);
        }

        var before = _own;
        try
        {
            var problems = await publisher.PublishAsync(reading.Topology, () => disk.Write(own));
            if (problems.Count > 0)
            {
                disk.Write(before);
                return ProblemErrors.Of(problems[0], call);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new QueryError("ServiceUnavailable", $"The state cannot be kept below Alb:DataDirectory: {exception.Message}")
            {
                StatusCode = StatusCodes.Status503ServiceUnavailable,
            };
        }

        _own = own;
        files.Api = document;
        disk.Forget(own);
        return null;
    }

    private sealed record Combined(ElbV2State Own, IReadOnlyList<Node> Roots, ElbV2View View);
}
