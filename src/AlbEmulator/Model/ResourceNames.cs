namespace AlbEmulator.Model;

/// <summary>
/// What load balancers, target groups and trust stores may be called.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"/>
/// </summary>
public static class ResourceNames
{
    /// <summary>Of the names of load balancers that AWS makes names of.</summary>
    public const string ReservedPrefix = "internal-";

    /// <summary>What is wrong with the name of a load balancer, or null.</summary>
    public static ValueProblem? ProblemWithLoadBalancer(string name) =>
        name.StartsWith(ReservedPrefix, StringComparison.Ordinal)
            ? new ValueProblem(
                $"must not begin with \"{ReservedPrefix}\", which AWS keeps for itself: choose another beginning",
                new Fault.BadForm(name))
            : ProblemWith(name);

    /// <summary>What is wrong with the name of a target group, or null.</summary>
    public static ValueProblem? ProblemWithTargetGroup(string name) => ProblemWith(name);

    /// <summary>What is wrong with the name of a trust store, or null.</summary>
    public static ValueProblem? ProblemWithTrustStore(string name) => ProblemWith(name) ??
        (name.Contains("--", StringComparison.Ordinal)
            ? new ValueProblem("must not have two hyphens in a row", new Fault.BadForm(name))
            : null);

    private static ValueProblem? ProblemWith(string name)
    {
        if (name.Length is 0 or > Bounds.LongestName)
        {
            return new ValueProblem(
                $"must have 1 to {Bounds.LongestName} characters, not {name.Length}", new Fault.TooLong(name, Bounds.LongestName));
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                return new ValueProblem(
                    $"may hold letters, digits and hyphens only, not {Quoted.Text(character.ToString())}",
                    new Fault.BadCharacter(name));
            }
        }

        return name[0] == '-' || name[^1] == '-'
            ? new ValueProblem("must not begin or end with a hyphen", new Fault.BadForm(name))
            : null;
    }
}
