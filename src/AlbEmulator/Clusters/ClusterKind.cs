using System.Buffers;
using System.Globalization;
using AlbEmulator.Clusters.Objects;
using AlbEmulator.Documents;

namespace AlbEmulator.Clusters;

/// <summary>The objects of one kind of a cluster: asked for, and then followed.</summary>
internal sealed class ClusterKind
{
    /// <summary>After so long a cluster is to end what it tells, in seconds: whoever hears nothing for longer asks anew.</summary>
    public const int FollowedSeconds = 290;

    /// <summary>How long the end may be late.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly ClusterApi _api;
    private readonly string _file;
    private readonly TimeProvider _time;
    private readonly Lock _lock;
    private readonly KindLister _lister;
    private readonly KindObjects _objects = new();
    private readonly TextPool _texts = new();
    private KindList? _list;
    private string _resourceVersion = "";

    /// <param name="kind">The kind.</param>
    /// <param name="api">The cluster.</param>
    /// <param name="file">What stands in the place of a file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="objects">Held by whoever changes objects, or reads them.</param>
    public ClusterKind(ObjectKind kind, ClusterApi api, string file, TimeProvider time, Lock objects)
    {
        (Kind, _api, _file, _time, _lock) = (kind, api, file, time, objects);
        _lister = new KindLister(api, kind, file);
    }

    public ObjectKind Kind { get; }

    /// <summary>Whether it is listed, and what was told since then follows.</summary>
    public bool IsCurrent { get; private set; }

    /// <summary>Whether the cluster has it, and tells of it.</summary>
    public bool IsTold => _list?.Objects is not null;

    /// <summary>Why the cluster does not tell of it; null where it does, or has no such kind.</summary>
    public string? Forbidden => _list?.Forbidden;

    /// <summary>What was told last, to be read while the lock is held.</summary>
    public KindObjects Objects => _objects;

    /// <summary>Asks for all.</summary>
    /// <returns>Whether something has changed.</returns>
    public async Task<bool> ListAsync(CancellationToken cancellation)
    {
        var list = await _lister.ReadAsync(cancellation);
        lock (_lock)
        {
            // What may no longer be asked for stays as it was; what is not there any longer is gone.
            var hasChanged = list.Forbidden is null && _objects.Replace(list.Objects ?? []);

            // The objects are kept elsewhere, and change.
            (_list, _resourceVersion, IsCurrent) = (list with { Objects = list.Objects is null ? null : [] }, list.ResourceVersion, true);
            return hasChanged;
        }
    }

    /// <summary>From now on it is not known whether something has been missed.</summary>
    public void Forget() => IsCurrent = false;

    /// <summary>Takes up what is told, until the cluster ends it, or is silent for too long.</summary>
    /// <param name="begun">The cluster has begun to tell.</param>
    /// <param name="changed">Something was told, and perhaps changes what a manifest would say.</param>
    /// <param name="cancellation">The end.</param>
    /// <exception cref="Exception">Of many kinds; where the cluster no longer knows what came before, it says <c>Gone</c>.</exception>
    public async Task FollowAsync(Action begun, Action<bool> changed, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(FollowedSeconds) + Grace, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var isBegun = false;
        try
        {
            using var response = await _api.FollowAsync(Path(), either.Token);
            isBegun = true;
            begun();
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            await EventLines.ReadAsync(stream, lines => Take(lines, changed), either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // Nobody knows whether there is still anybody.
        }
        catch (Exception exception) when (isBegun && exception is IOException or HttpRequestException)
        {
            // What breaks off is no news before it cannot be begun again.
        }
    }

    private void Take(IReadOnlyList<ReadOnlySequence<byte>> lines, Action<bool> changed)
    {
        var (hasChanged, isTold) = (false, false);
        try
        {
            lock (_lock)
            {
                foreach (var line in lines.Where(static line => line.Length > 0))
                {
                    var told = WatchEvent.Read(line.IsSingleSegment ? line.FirstSpan : line.ToArray(), Kind, _list!.Version, _file, _texts);
                    isTold = true;
                    hasChanged |= _objects.Take(told);
                    _resourceVersion = told.ResourceVersion.Length > 0 ? told.ResourceVersion : _resourceVersion;
                }
            }
        }
        finally
        {
            // What came before an error came.
            if (isTold)
            {
                changed(hasChanged);
            }
        }
    }

    private string Path() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind.Path(_list!.Version, _list.Namespace)}?watch=true&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(_resourceVersion)}&timeoutSeconds={FollowedSeconds}{(Kind.Selector.Length > 0 ? $"&{Kind.Selector}" : "")}");
}
