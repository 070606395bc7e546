using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>
/// What the properties of a health check may be.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html"/>
/// </summary>
public static class HealthCheckValues
{
    /// <summary>The port on which each target gets its requests.</summary>
    public const string TrafficPort = "traffic-port";

    /// <summary>What is wrong with a <c>HealthCheckPath</c>, or null.</summary>
    public static string? ProblemWithPath(string path)
    {
        if (!path.StartsWith('/'))
        {
            return $"must begin with \"/\", not {Quoted.Text(path)}";
        }

        return path.AsSpan().IndexOfAnyExceptInRange('!', '~') is var at and >= 0
            ? $"must not hold {Quoted.Text(path[at].ToString())}: write it percent-encoded"
            : null;
    }

    /// <summary>What is wrong with a <c>HealthCheckPort</c>, or null.</summary>
    public static string? ProblemWithPort(string port) => port == TrafficPort || Port(port) is not null
        ? null
        : $"must be {Quoted.Text(TrafficPort)} or a whole number from 1 to 65535, not {Quoted.Text(port)}";

    /// <summary>The number of a <c>HealthCheckPort</c>; null for <see cref="TrafficPort"/>.</summary>
    public static int? Port(string port) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) &&
        number is >= Bounds.LeastPort and <= Bounds.MostPort ? number : null;

    /// <summary>What is wrong with the <c>HttpCode</c> of a matcher, or null.</summary>
    public static string? ProblemWithHttpCode(string codes) => HttpCode(codes) is null
        ? $"must be codes from 200 to 499, such as \"200\", \"200,302\" or \"200-299\", not {Quoted.Text(codes)}"
        : null;

    /// <summary>What is wrong with the <c>GrpcCode</c> of a matcher, or null.</summary>
    public static string? ProblemWithGrpcCode(string codes) => GrpcCode(codes) is null
        ? $"must be codes from 0 to 99, such as \"12\", \"0,12\" or \"0-99\", not {Quoted.Text(codes)}"
        : null;

    public static CodeMatcher? HttpCode(string codes) => CodeMatcher.Parse(codes, 200, 499);

    public static CodeMatcher? GrpcCode(string codes) => CodeMatcher.Parse(codes, 0, 99);
}
