using AlbEmulator.Clusters.Objects;
using AlbEmulator.Documents;

namespace AlbEmulator.Clusters;

/// <summary>The objects of a cluster as it told of them last. What it has told stays while it does not answer.</summary>
internal sealed class ClusterView : IDisposable
{
    /// <summary>How long it may take to tell of everything. A plugin may ask somebody meanwhile.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private IReadOnlyList<Node.Mapping>? _objects;
    private volatile IReadOnlyList<WantedStatus> _wanted = [];
    private bool _isOpen;

    /// <param name="name">What stands in the place of a file.</param>
    /// <param name="api">Who is asked.</param>
    /// <param name="time">The clock.</param>
    public ClusterView(string name, ClusterApi api, TimeProvider time)
    {
        (Name, Api, _time) = (name, api, time);
        Kinds = [.. ObjectKind.All.Select(kind => new ClusterKind(kind, api, name, time, _lock))];
    }

    /// <summary>Raised after objects have become others in what a manifest would say.</summary>
    public event Action? Changed;

    /// <summary>Raised after something was told of Ingresses, or other statuses are wanted.</summary>
    public event Action? StatusChanged;

    public string Name { get; }

    public ClusterApi Api { get; }

    /// <summary>Each kind, in the order in which they are told.</summary>
    public IReadOnlyList<ClusterKind> Kinds { get; }

    /// <summary>Kinds of which the cluster does not tell, and why.</summary>
    public IReadOnlyList<(ObjectKind Kind, string Reason)> Forbidden =>
        [.. Kinds.Where(kind => kind.Forbidden is not null).Select(kind => (kind.Kind, kind.Forbidden!))];

    /// <summary>What Ingresses are to say of their load balancers.</summary>
    public IReadOnlyList<WantedStatus> Wanted
    {
        get => _wanted;
        set
        {
            if (!_wanted.SequenceEqual(value, WantedComparer.Instance))
            {
                _wanted = value;
                StatusChanged?.Invoke();
            }
        }
    }

    /// <summary>All objects by kind, namespace and name: another list after each change.</summary>
    public IReadOnlyList<Node.Mapping> Objects
    {
        get
        {
            lock (_lock)
            {
                return _objects ??= [.. Kinds.SelectMany(kind => kind.Objects.All).Select(item => item.Node)];
            }
        }
    }

    /// <summary>Asks the cluster for everything, where it has never told of it.</summary>
    /// <returns>Why it does not answer; null where it has.</returns>
    public string? Open()
    {
        if (_isOpen)
        {
            return null;
        }

        using var late = new CancellationTokenSource(Patience, _time);
        try
        {
            // Whoever reads files at the start of the program waits for it.
            Task.WhenAll(Kinds.Select(kind => kind.ListAsync(late.Token))).GetAwaiter().GetResult();
            Renew();
            _isOpen = true;
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"it has not told of everything within {Patience.TotalMinutes:0} minutes";
        }
        catch (Exception exception)
        {
            return ClusterApi.Reason(exception);
        }
    }

    /// <summary>Something was told of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="hasChanged">Whether a manifest would say something else now.</param>
    public void Told(ObjectKind kind, bool hasChanged)
    {
        if (hasChanged)
        {
            Renew();
            Changed?.Invoke();
        }

        if (kind == ObjectKind.Ingress)
        {
            StatusChanged?.Invoke();
        }
    }

    /// <summary>What an Ingress says of its load balancer; null where there is no such Ingress.</summary>
    public ClusterObject? Ingress(string nameSpace, string name)
    {
        lock (_lock)
        {
            return Kinds[0].Objects.Find(nameSpace, name);
        }
    }

    public void Dispose() => Api.Dispose();

    private void Renew()
    {
        lock (_lock)
        {
            _objects = null;
        }
    }

    private sealed class WantedComparer : IEqualityComparer<WantedStatus>
    {
        public static WantedComparer Instance { get; } = new();

        public bool Equals(WantedStatus? x, WantedStatus? y) => x is not null && y is not null
            && (x.Namespace, x.Name, x.HostName) == (y.Namespace, y.Name, y.HostName) && x.Ports.SequenceEqual(y.Ports);

        public int GetHashCode(WantedStatus obj) => HashCode.Combine(obj.Namespace, obj.Name);
    }
}
