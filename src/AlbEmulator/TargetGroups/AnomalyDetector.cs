using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// Finds targets that fail more often than the others of their group, and has them get fewer requests.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#automatic-target-weights"/>
/// </summary>
/// <remarks>
/// AWS tells what is watched (5xx of the target, errors of its connection), how often, and from how many healthy targets
/// on; not the rule. This one is our guess. Failures of late are held against what a target with the failure rate of the
/// group would have had: more than three standard deviations above it is anomalous. The rate of the group is the median
/// of the other healthy targets, so that one that fails, or a few, do not speak for the rest. And so are the weights: each
/// look halves that of an anomalous target, down to a rest that shows when it is well again, and gives a normal one an
/// eighth back.
/// </remarks>
internal static class AnomalyDetector
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int MinimumHealthyTargets = 3;

    /// <summary>Fewer requests than these say nothing.</summary>
    private const int MinimumRequests = 10;

    /// <summary>Fewer failures than these are chance.</summary>
    private const int MinimumFailures = 3;

    private const double StandardDeviations = 3;

    /// <summary>Least failure rate that is expected of a target: where the others have none, one failure is not infinitely many.</summary>
    private const double LeastRate = 0.01;

    private const double LeastWeight = 1.0 / 32;
    private const double Recovery = 1.0 / 8;

    /// <summary>Decides anew for every target of a group, from what happened since the last look.</summary>
    /// <param name="registered">Every registered target.</param>
    /// <param name="attributes">Of the group: whether anomalous targets get fewer requests.</param>
    public static void Look(IReadOnlyList<RegisteredTarget> registered, TargetGroupAttributes attributes)
    {
        foreach (var target in registered)
        {
            target.Outcomes.Look();
        }

        var healthy = registered.Where(target => target.Health.State == TargetHealthState.Healthy).ToArray();
        var rates = healthy
            .Where(target => target.Outcomes.Requests >= MinimumRequests)
            .Select(target => target.Outcomes.FailureRate)
            .Order()
            .ToArray();
        var isMitigated = attributes is { AnomalyMitigation: true, Algorithm: LoadBalancingAlgorithm.WeightedRandom };
        foreach (var target in registered)
        {
            var result = healthy.Length >= MinimumHealthyTargets && target.Health.State == TargetHealthState.Healthy
                ? Judge(target, rates)
                : AnomalyResult.Normal;
            target.Weight = (isMitigated, result) switch
            {
                (false, _) => 1,
                (true, AnomalyResult.Anomalous) => Math.Max(target.Weight / 2, LeastWeight),
                (true, _) => Math.Min(target.Weight + Recovery, 1),
            };
            target.AnomalyDetection = new AnomalyDetection(result, target.Weight < 1);
        }
    }

    private static AnomalyResult Judge(RegisteredTarget target, double[] rates)
    {
        var outcomes = target.Outcomes;
        if (outcomes.Failures < 1)
        {
            return AnomalyResult.Normal;
        }

        if (outcomes.Requests < MinimumRequests)
        {
            // Few requests: it stays what it was, above all where it gets few because it was anomalous.
            return target.AnomalyDetection.Result;
        }

        var expected = Math.Clamp(MedianWithout(rates, outcomes.FailureRate), LeastRate, 1 - LeastRate);
        var deviation = Math.Sqrt(outcomes.Requests * expected * (1 - expected));
        var isAnomalous = outcomes.Failures >= MinimumFailures
            && outcomes.Failures - (outcomes.Requests * expected) > StandardDeviations * deviation;
        return isAnomalous ? AnomalyResult.Anomalous : AnomalyResult.Normal;
    }

    /// <summary>The median of sorted rates but one; the lower of two; with no other the one itself, which is then like the group.</summary>
    private static double MedianWithout(double[] rates, double one)
    {
        if (rates.Length < 2)
        {
            return one;
        }

        var middle = (rates.Length - 2) / 2;
        return rates[Array.BinarySearch(rates, one) <= middle ? middle + 1 : middle];
    }
}
