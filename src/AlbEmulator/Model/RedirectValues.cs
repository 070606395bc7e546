using System.Buffers;
using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>
/// What the parts of a redirect may look like, and what they may not lead to.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html"/>
/// </summary>
public static class RedirectValues
{
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    private static readonly RuleAction.Redirect Unchanged = new(StatusCode: 302);

    /// <summary>What is wrong with a host, or null.</summary>
    public static string? ProblemWithHost(string value)
    {
        if ((ProblemWithLength(value) ?? ProblemWithPlaceholders(value, "Host", "host")) is { } problem)
        {
            return problem;
        }

        var name = value.Replace("#{host}", "", StringComparison.Ordinal);
        return name.AsSpan().IndexOfAnyExcept(HostCharacters) is var at and >= 0
            ? $"must not hold {Quoted.Text(name[at].ToString())}: " +
                "a host holds letters, digits, \"-\", \".\" and #{host}" +
                (name[at] == ':' ? "; the port stands in Port" : "")
            : null;
    }

    /// <summary>What is wrong with a port, or null.</summary>
    public static string? ProblemWithPort(string value) =>
        value == Unchanged.Port ||
        (value is not ['0', ..] && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) &&
            port is >= Bounds.LeastPort and <= Bounds.MostPort)
            ? null
            : $"must be a whole number from {Bounds.LeastPort} to {Bounds.MostPort} or #{{port}}, " +
                $"not {Quoted.Text(value)}";

    /// <summary>What is wrong with a path, or null.</summary>
    public static string? ProblemWithPath(string value)
    {
        var problem = ProblemWithLength(value) ?? ProblemWithPlaceholders(value, "Path", "host", "path", "port");
        if (problem is not null)
        {
            return problem;
        }

        return value[0] == '/'
            ? ProblemWithCharacters(value)
            : $"must begin with \"/\": write {Quoted.Text("/" + value)}";
    }

    /// <summary>What is wrong with a query, or null. It may be empty: then there is none.</summary>
    public static string? ProblemWithQuery(string value)
    {
        if (ProblemWithPlaceholders(value, "Query", "protocol", "host", "port", "path", "query") is { } problem)
        {
            return problem;
        }

        return value.StartsWith('?')
            ? "must not begin with \"?\", which is added: remove it"
            : ProblemWithCharacters(value);
    }

    /// <summary>What is wrong with a redirect as a whole, or null.</summary>
    /// <param name="redirect">The redirect.</param>
    /// <param name="protocol">What clients of its listener speak: <c>HTTP</c> or <c>HTTPS</c>.</param>
    /// <param name="port">Port of its listener.</param>
    public static string? ProblemWith(RuleAction.Redirect redirect, string protocol, int port)
    {
        if (protocol == "HTTPS" && redirect.Protocol == "HTTP")
        {
            return "must not lead from HTTPS to HTTP: write the Protocol HTTPS or #{protocol}";
        }

        return IsLoop(redirect, protocol, port)
            ? "The redirect configuration is not valid because it creates a loop: " +
                "change the protocol, host, port or path"
            : null;
    }

    /// <summary>Whether a redirect leads to where the request came from.</summary>
    /// <inheritdoc cref="ProblemWith"/>
    public static bool IsLoop(RuleAction.Redirect redirect, string protocol, int port)
    {
        var samePort = redirect.Port == Unchanged.Port || redirect.Port == port.ToString(CultureInfo.InvariantCulture);
        var sameProtocol = redirect.Protocol == Unchanged.Protocol || redirect.Protocol == protocol;
        return samePort && sameProtocol && redirect.Host == Unchanged.Host && redirect.Path == Unchanged.Path;
    }

    private static string? ProblemWithLength(string value) => value.Length == 0 ? "must not be empty" : null;

    private static string? ProblemWithPlaceholders(string value, string part, params ReadOnlySpan<string> allowed)
    {
        for (var start = 0; (start = value.IndexOf("#{", start, StringComparison.Ordinal)) >= 0;)
        {
            var end = value.IndexOf('}', start);
            if (end < 0)
            {
                return "has a \"#{\" without \"}\": close it";
            }

            var name = value[(start + 2)..end];
            if (!allowed.Contains(name))
            {
                return $"must not hold {Quoted.Text($"#{{{name}}}")}: {part} may hold {Told(allowed)}";
            }

            start = end;
        }

        return null;
    }

    private static string Told(ReadOnlySpan<string> names) =>
        string.Join(", ", names.ToArray().Select(name => $"#{{{name}}}"));

    /// <summary>They go into the Location header as they are.</summary>
    private static string? ProblemWithCharacters(string value) =>
        value.AsSpan().IndexOfAnyExceptInRange('!', '~') is var at and >= 0
            ? $"must not hold {Quoted.Text(value[at].ToString())}: write it percent-encoded"
            : null;
}
