namespace AlbEmulator.Model;

/// <summary>
/// What pools of addresses are called; they have no effect here.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"/>
/// </summary>
public static class PoolIds
{
    private const string CustomerOwned = "ipv4pool-coip-";
    private const string Ipam = "ipam-pool-";
    private const int LongestCustomerOwned = 256;
    private const int LongestIpam = 1000;

    /// <summary>What is wrong with a <c>CustomerOwnedIpv4Pool</c>, or null.</summary>
    public static string? ProblemWithCustomerOwned(string id) => ProblemWith(id, CustomerOwned, LongestCustomerOwned);

    /// <summary>What is wrong with an <c>Ipv4IpamPoolId</c>, or null.</summary>
    public static string? ProblemWithIpam(string id) => ProblemWith(id, Ipam, LongestIpam);

    private static string? ProblemWith(string id, string prefix, int longest) =>
        id.StartsWith(prefix, StringComparison.Ordinal) && id.Length > prefix.Length && id.Length <= longest
            && id[prefix.Length..].All(char.IsAsciiLetterOrDigit)
            ? null
            : $"must be {prefix} with letters and digits behind it, not {Quoted.Text(id)}";
}
