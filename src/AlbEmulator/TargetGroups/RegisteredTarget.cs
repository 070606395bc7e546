using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// A target of a group from its registration until it has drained: one object in every snapshot, so that what is known
/// of it goes on.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html"/>
/// </summary>
internal sealed class RegisteredTarget
{
    private volatile TargetHealth _ownHealth;
    private volatile TargetHealth? _held;
    private volatile SlowStart? _slowStart;
    private volatile AnomalyDetection _anomalyDetection = AnomalyDetection.Normal;
    private double _weight = 1;
    private volatile object? _key;
    private volatile LastCheck? _lastCheck;

    /// <param name="targetGroup">Where it is registered.</param>
    /// <param name="target">What was registered.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="health">Until its first health check.</param>
    /// <param name="outstanding">Of the same target where it was still draining: its requests go on and still count.</param>
    public RegisteredTarget(
        TargetGroup targetGroup,
        Target target,
        TargetAddress address,
        TargetHealth health,
        OutstandingRequests? outstanding = null)
    {
        _ownHealth = health;
        Target = target;
        Address = address;
        var scheme = targetGroup.Protocol == TargetGroupProtocol.Https ? "https" : "http";
        Url = $"{scheme}://{address.Authority}";
        Outstanding = outstanding ?? new OutstandingRequests();
    }

    /// <summary>What was registered.</summary>
    public Target Target { get; }

    public TargetAddress Address { get; }

    /// <summary><c>ip:port</c> as the log writes it.</summary>
    public string Name => Address.Name;

    /// <summary>Stands for the target in a cookie: the digest of its name, made when the first cookie is.</summary>
    public UInt128 Key => (UInt128)(_key ??= Digest.Of(Name));

    /// <summary>Where it is: scheme, address and port.</summary>
    public string Url { get; }

    /// <summary>Requests that are under way to it.</summary>
    public OutstandingRequests Outstanding { get; }

    /// <summary>How its requests ended.</summary>
    public RequestOutcomes Outcomes { get; } = new();

    /// <summary>
    /// What it is to everybody: as its checks say, or as it is <see cref="Held"/>. A target that is deregistered, or whose group
    /// nobody uses, is that in any case.
    /// </summary>
    public TargetHealth Health =>
        _ownHealth is var own && _held is { } held && own.State is not (TargetHealthState.Unused or TargetHealthState.Draining) ? held : own;

    /// <summary>What its checks say, or its registration. Changed by <see cref="GroupTargets"/> alone.</summary>
    public TargetHealth OwnHealth
    {
        get => _ownHealth;
        set => _ownHealth = value;
    }

    /// <summary>Null before the first.</summary>
    public LastCheck? LastCheck
    {
        get => _lastCheck;
        set => _lastCheck = value;
    }

    /// <summary>What it is held to be, whatever its checks say; null where they decide. Changed by <see cref="GroupTargets"/> alone.</summary>
    public TargetHealth? Held
    {
        get => _held;
        set => _held = value;
    }

    /// <summary>Whether it is registered no longer, and waits for the end of its requests.</summary>
    public bool IsDeregistered => _ownHealth.State == TargetHealthState.Draining;

    /// <summary>Null where it gets its whole share.</summary>
    public SlowStart? SlowStart
    {
        get => _slowStart;
        set => _slowStart = value;
    }

    /// <summary>Whether it was registered while its group had no healthy target: such a one does not start slowly.</summary>
    public bool IsOfFirstBatch { get; set; }

    /// <summary>Changed by <see cref="AnomalyDetector"/> alone.</summary>
    public AnomalyDetection AnomalyDetection
    {
        get => _anomalyDetection;
        set => _anomalyDetection = value;
    }

    /// <summary>Its part of a full share with <c>weighted_random</c>: above 0, at most 1.</summary>
    public double Weight
    {
        get => Volatile.Read(ref _weight);
        set => Volatile.Write(ref _weight, value);
    }

    /// <summary>A request to it has ended.</summary>
    /// <param name="hasFailed">With a 5xx of the target, or for its connection.</param>
    public void Record(bool hasFailed) => Outcomes.Add(hasFailed);
}
