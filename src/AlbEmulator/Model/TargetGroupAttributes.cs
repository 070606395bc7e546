using Keys = AlbEmulator.Model.TargetGroupAttributeKeys;

namespace AlbEmulator.Model;

/// <summary>
/// The attributes of a target group that have an effect here.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html"/>
/// </summary>
public sealed record TargetGroupAttributes
{
    public static TargetGroupAttributes Default { get; } = new();

    /// <summary>How long requests to a deregistered target may go on, 0–3600 s.</summary>
    public TimeSpan DeregistrationDelay { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>In what time a new target comes to its share of requests, 30–900 s; 0 is off.</summary>
    public TimeSpan SlowStart { get; init; } = TimeSpan.Zero;

    public LoadBalancingAlgorithm Algorithm { get; init; } = LoadBalancingAlgorithm.RoundRobin;

    /// <summary>Whether anomalous targets get fewer requests; only with weighted random.</summary>
    public bool AnomalyMitigation { get; init; }

    /// <summary>What keeps a client with its target; null for nothing.</summary>
    public TargetStickiness? Stickiness { get; init; }

    /// <summary>Healthy targets below which unhealthy ones get requests too, 1 or more.</summary>
    public int MinimumHealthyTargets { get; init; } = 1;

    /// <summary>Percentage of healthy targets below which unhealthy ones get requests too, 1–100; null is off.</summary>
    public int? MinimumHealthyPercentage { get; init; }

    /// <summary>Healthy targets below which a zone leaves DNS; 0 is off. There is no DNS here: metrics tell of it.</summary>
    public int DnsMinimumHealthyTargets { get; init; } = 1;

    /// <summary>Percentage of healthy targets below which a zone leaves DNS, 1–100; null is off.</summary>
    public int? DnsMinimumHealthyPercentage { get; init; }

    /// <summary>Whether a Lambda function gets, and gives, every value of a header.</summary>
    public bool LambdaMultiValueHeaders { get; init; }

    /// <summary>What was written, as the model has it.</summary>
    public static TargetGroupAttributes Of(WrittenAttributes written) => new()
    {
        DeregistrationDelay = written.Seconds(Keys.DeregistrationDelay),
        SlowStart = written.Seconds(Keys.SlowStart),
        Algorithm = written.Text(Keys.Algorithm) switch
        {
            Keys.LeastOutstandingRequests => LoadBalancingAlgorithm.LeastOutstandingRequests,
            Keys.WeightedRandom => LoadBalancingAlgorithm.WeightedRandom,
            _ => LoadBalancingAlgorithm.RoundRobin,
        },
        AnomalyMitigation = written.Text(Keys.AnomalyMitigation) == Keys.On,
        Stickiness = StickinessOf(written),
        MinimumHealthyTargets = written.Number(Keys.MinimumHealthyCount) ?? 1,
        MinimumHealthyPercentage = written.Number(Keys.MinimumHealthyPercentage),
        DnsMinimumHealthyTargets = written.Number(Keys.DnsFailoverCount) ?? 0,
        DnsMinimumHealthyPercentage = written.Number(Keys.DnsFailoverPercentage),
        LambdaMultiValueHeaders = written.Flag(Keys.LambdaMultiValueHeaders),
    };

    private static TargetStickiness? StickinessOf(WrittenAttributes written)
    {
        if (!written.Flag(Keys.StickinessEnabled))
        {
            return null;
        }

        return written.Text(Keys.StickinessType) == Keys.ApplicationCookie
            ? new TargetStickiness.ApplicationCookie(
                written.Text(Keys.ApplicationCookieName), written.Seconds(Keys.ApplicationCookieSeconds))
            : new TargetStickiness.LoadBalancerCookie(written.Seconds(Keys.LoadBalancerCookieSeconds));
    }
}

/// <summary>How a target is chosen.</summary>
public enum LoadBalancingAlgorithm
{
    RoundRobin,
    LeastOutstandingRequests,
    WeightedRandom,
}
