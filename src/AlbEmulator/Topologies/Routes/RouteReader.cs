using AlbEmulator.Model;

namespace AlbEmulator.Topologies.Routes;

/// <summary>From the words of a command line to routes.</summary>
internal static class RouteReader
{
    /// <summary>Stands in problems where a file would.</summary>
    public const string Place = "command line";

    /// <param name="words">Such as <c>web=:3000</c>.</param>
    /// <param name="problems">What is wrong is added here, with what to write instead.</param>
    /// <returns>Those that are right.</returns>
    public static IReadOnlyList<Route> Read(IReadOnlyList<string> words, List<Problem> problems)
    {
        var routes = new List<Route>();
        foreach (var word in words)
        {
            var origin = new Origin(Place, 0, Quoted.Plain(word));
            var (route, problem) = ReadOne(word, origin);
            problem ??= routes.Select(other => Clash(other, route!)).FirstOrDefault(clash => clash is not null);
            if (problem is not null)
            {
                problems.Add(new Problem(origin, problem));
            }
            else
            {
                routes.Add(route!);
            }
        }

        return routes;
    }

    private static (Route? Route, string? Problem) ReadOne(string word, Origin origin)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var isKeyed = equals >= 0 && !word[..equals].Contains("://", StringComparison.Ordinal);
        var (key, behind) = isKeyed ? (word[..equals], word[(equals + 1)..]) : ("", word);
        if (isKeyed && key.Length == 0)
        {
            return (null, "has nothing before its =: write a name as in web=:3000, a path as in '/api/*=:5001', or the target alone");
        }

        if (isKeyed && behind.Contains('=', StringComparison.Ordinal))
        {
            return (null, "has several =: a route is one name, path or host, one =, and its targets with commas between them");
        }

        var (targets, wrong) = RouteTargets.Read(behind);
        return targets is null ? (null, wrong) : isKeyed ? Keyed(new Route(origin, targets), key) : (new Route(origin, targets), null);
    }

    /// <summary>A path has a slash, a host has a dot, a name has neither.</summary>
    private static (Route? Route, string? Problem) Keyed(Route route, string key)
    {
        if (key.Contains(',', StringComparison.Ordinal))
        {
            return (null, "has a comma before its =: write a route for each path and host");
        }

        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? (key, null) : (key[..slash], key[slash..]);
        if (path is not null && ProblemWithPath(path) is { } wrongPath)
        {
            return (null, $"the path {Quoted.Text(path)} {wrongPath}");
        }

        if (slash == 0)
        {
            return (route with { Path = path }, null);
        }

        if (path is not null && !host.Contains('.', StringComparison.Ordinal))
        {
            return (null, $"{Quoted.Text(key)} is neither a path nor a host with one: a path begins with /, as in "
                + $"'/{Quoted.Plain(key)}=…', and a host has a dot");
        }

        if (host.Contains(':', StringComparison.Ordinal))
        {
            return (null, $"has a port before its =, and ports are the load balancer's: leave it away, and say it with --port");
        }

        if (host.AsSpan().IndexOfAny('.', '*', '?') >= 0)
        {
            return ConditionValues.ProblemWithHost(host) is { } wrongHost
                ? (null, $"the host {Quoted.Text(host)} {wrongHost.Message}")
                : (route with { Host = host, Path = path }, null);
        }

        return ResourceNames.ProblemWithTargetGroup(host) is { } wrongName
            ? (null, $"the name {Quoted.Text(host)} {wrongName.Message}; a path begins with /, and a host has a dot")
            : (route with { Name = host }, null);
    }

    private static string? ProblemWithPath(string path) =>
        path.Contains("${", StringComparison.Ordinal) ? "has a ${, which a file takes from the environment: write a ? in place of the $"
        : ConditionValues.ProblemWithPath(path)?.Message;

    /// <summary>What keeps two routes from standing side by side.</summary>
    private static string? Clash(Route one, Route other)
    {
        if (one.Host != other.Host || one.Path != other.Path)
        {
            return null;
        }

        var both = one.Origin.Path == other.Origin.Path ? "stands here twice" : $"takes the same requests as {one.Origin.Path}";
        return one.IsDefault
            ? $"{both}: what has neither path nor host takes all that others leave. Give it one, as in '/api/*=:5001', or write "
                + "both targets in one route, as in web=:3000,:3001"
            : $"{both}: leave one away, or write the targets of both in one route";
    }
}
