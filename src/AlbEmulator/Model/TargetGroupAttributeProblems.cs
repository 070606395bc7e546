using Keys = AlbEmulator.Model.TargetGroupAttributeKeys;

namespace AlbEmulator.Model;

/// <summary>
/// Attributes of a target group that do not go together, or not with what its targets are.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html"/>
/// </summary>
public static class TargetGroupAttributeProblems
{
    /// <summary>What a target group of type <c>lambda</c> does not have.</summary>
    private static readonly string[] NotOfLambda =
    [
        Keys.DeregistrationDelay, Keys.SlowStart, Keys.Algorithm, Keys.AnomalyMitigation, Keys.StickinessEnabled,
        Keys.StickinessType, Keys.LoadBalancerCookieSeconds, Keys.ApplicationCookieName, Keys.ApplicationCookieSeconds,
    ];

    /// <summary>Whether target groups of a type have an attribute, whatever its value.</summary>
    public static bool Has(TargetType type, string key) =>
        type == TargetType.Lambda ? !NotOfLambda.Contains(key) : key != Keys.LambdaMultiValueHeaders;

    /// <summary>Each problem, and the attribute that it is told of.</summary>
    public static IEnumerable<AttributeProblem> Find(WrittenAttributes written, TargetType type) =>
        type switch
        {
            TargetType.Lambda => OfLambda(written),
            TargetType.Ip => OfTargets(written),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static IEnumerable<AttributeProblem> OfLambda(WrittenAttributes written)
    {
        foreach (var key in written.Keys.Where(key => !Has(TargetType.Lambda, key)))
        {
            yield return NotOf(written, key, "is not supported with TargetType lambda: remove it");
        }

        if (written.Text(Keys.CrossZone) == Keys.False)
        {
            yield return new(Keys.CrossZone, "must not be \"false\" with TargetType lambda: remove it");
        }

        foreach (var problem in OfThresholds(written))
        {
            yield return problem;
        }
    }

    private static IEnumerable<AttributeProblem> OfTargets(WrittenAttributes written)
    {
        foreach (var key in written.Keys.Where(key => !Has(TargetType.Ip, key)))
        {
            yield return NotOf(written, key, "is only supported with TargetType lambda: remove it");
        }

        var algorithm = written.Text(Keys.Algorithm);
        if (algorithm != Keys.RoundRobin && written.Number(Keys.SlowStart) > 0)
        {
            yield return new(Keys.SlowStart,
                $"You cannot enable both slow start and {algorithm.Replace('_', ' ')} algorithm on a target group: " +
                $"write 0, or {Keys.Algorithm} {Keys.RoundRobin}");
        }

        if (algorithm != Keys.WeightedRandom && written.Text(Keys.AnomalyMitigation) == Keys.On)
        {
            yield return new(Keys.AnomalyMitigation,
                $"must be off with the {algorithm.Replace('_', ' ')} algorithm: " +
                $"write off, or {Keys.Algorithm} {Keys.WeightedRandom}");
        }

        foreach (var problem in OfStickiness(written, algorithm).Concat(OfThresholds(written)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<AttributeProblem> OfStickiness(WrittenAttributes written, string algorithm)
    {
        if (!written.Flag(Keys.StickinessEnabled))
        {
            yield break;
        }

        if (algorithm == Keys.WeightedRandom)
        {
            yield return new(Keys.StickinessEnabled,
                "You cannot have both stickiness and weighted random algorithm enabled on the same target group: " +
                $"write false, or {Keys.Algorithm} {Keys.RoundRobin}");
        }

        if (written.Text(Keys.CrossZone) == Keys.False)
        {
            yield return new(Keys.StickinessEnabled,
                $"needs cross-zone load balancing: write false, or remove {Keys.CrossZone}");
        }

        if (written.Text(Keys.StickinessType) == Keys.ApplicationCookie && !HasCookieName(written))
        {
            yield return new(Keys.StickinessType,
                $"needs {Keys.ApplicationCookieName}: write the name of the application's cookie");
        }
    }

    /// <summary>A name that is there but wrong was told.</summary>
    private static bool HasCookieName(WrittenAttributes written) =>
        written.Text(Keys.ApplicationCookieName).Length > 0 || written.IsWrong(Keys.ApplicationCookieName);

    /// <summary>A zone leaves DNS before, or when, unhealthy targets of it get requests.</summary>
    private static IEnumerable<AttributeProblem> OfThresholds(WrittenAttributes written)
    {
        foreach (var (dns, routing) in new[]
        {
            (Keys.DnsFailoverCount, Keys.MinimumHealthyCount),
            (Keys.DnsFailoverPercentage, Keys.MinimumHealthyPercentage),
        })
        {
            if (written.Has(dns) && written.Has(routing) && written.Number(dns) < written.Number(routing))
            {
                yield return new(dns, $"must be at least {routing}: write {written.Number(routing)} or more, or off");
            }
        }
    }

    private static AttributeProblem NotOf(WrittenAttributes written, string key, string message) =>
        new(key, message) { IsHarmless = written.IsDefault(key) };
}
