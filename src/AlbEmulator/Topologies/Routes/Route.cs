using AlbEmulator.Model;

namespace AlbEmulator.Topologies.Routes;

/// <summary>
/// One word of a command line that says where requests go: <c>:3000</c>, <c>web=:3000</c>, <c>/api/*=:5001,:5002</c>,
/// <c>api.example.com=:5001</c>, <c>api.example.com/v2/*=:5001</c>.
/// </summary>
/// <param name="Origin">The word, for problems.</param>
/// <param name="Targets">What stands behind the <c>=</c>, or the whole word.</param>
internal sealed record Route(Origin Origin, RouteTargets Targets)
{
    /// <summary>Name of its target group; null where none is written.</summary>
    public string? Name { get; init; }

    /// <summary>Value of its host-header condition; null for none.</summary>
    public string? Host { get; init; }

    /// <summary>Value of its path-pattern condition; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>Whether it takes what no other route takes.</summary>
    public bool IsDefault => Host is null && Path is null;

    /// <summary>
    /// Whether a word is meant as one, right or wrong: it has a <c>=</c>, a scheme, or a port. A file of such a name goes before.
    /// </summary>
    public static bool IsMeantBy(string word) =>
        word.Contains('=', StringComparison.Ordinal)
        || word.Contains("://", StringComparison.Ordinal)
        || word.Split(',').Any(RouteTargets.IsMeantBy);
}

/// <summary>What a load balancer of routes listens on.</summary>
/// <param name="Port">Of the HTTP listener; null for the usual one.</param>
/// <param name="HttpsPort">Of the HTTPS listener; null for none.</param>
internal sealed record RoutePorts(int? Port, int? HttpsPort)
{
    /// <summary>Where the HTTP listener is unless it is said.</summary>
    public const int UsualHttp = 8080;

    /// <summary>The same for HTTPS.</summary>
    public const int UsualHttps = 8443;
}
