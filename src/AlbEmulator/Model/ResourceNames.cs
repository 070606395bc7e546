namespace AlbEmulator.Model;

/// <summary>
/// What load balancers, target groups and trust stores may be called.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"/>
/// </summary>
public static class ResourceNames
{
    private const string ReservedPrefix = "internal-";

    /// <summary>What is wrong with the name of a load balancer, or null.</summary>
    public static string? ProblemWithLoadBalancer(string name) =>
        name.StartsWith(ReservedPrefix, StringComparison.Ordinal)
            ? $"must not begin with \"{ReservedPrefix}\", which AWS keeps for itself: choose another beginning"
            : ProblemWith(name);

    /// <summary>What is wrong with the name of a target group, or null.</summary>
    public static string? ProblemWithTargetGroup(string name) => ProblemWith(name);

    /// <summary>What is wrong with the name of a trust store, or null.</summary>
    public static string? ProblemWithTrustStore(string name) => ProblemWith(name) ??
        (name.Contains("--", StringComparison.Ordinal) ? "must not have two hyphens in a row" : null);

    private static string? ProblemWith(string name)
    {
        if (name.Length is 0 or > Bounds.LongestName)
        {
            return $"must have 1 to {Bounds.LongestName} characters, not {name.Length}";
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                return $"may hold letters, digits and hyphens only, not {Quoted.Text(character.ToString())}";
            }
        }

        return name[0] == '-' || name[^1] == '-' ? "must not begin or end with a hyphen" : null;
    }
}
