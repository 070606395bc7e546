using AlbEmulator.Listeners;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Conditions;

namespace AlbEmulator.Rules.Explanations;

/// <summary>What became of a condition. Whether it holds says the very condition that routes.</summary>
/// <param name="Field">As the API names it.</param>
/// <param name="Name">Of a header; null for other fields.</param>
/// <param name="Values">Alternatives.</param>
/// <param name="RegexValues">Alternatives as well.</param>
/// <param name="LookedAt">What the request has: header lines and parameters may be several, or none.</param>
/// <param name="Holds">Whether one of the alternatives fits.</param>
/// <param name="Hint">What is often overlooked, where a condition fails for such a reason, or holds in spite of it.</param>
internal sealed record ExplainedCondition(
    string Field,
    string? Name,
    IReadOnlyList<string> Values,
    IReadOnlyList<string> RegexValues,
    IReadOnlyList<string> LookedAt,
    bool Holds,
    string? Hint)
{
    /// <param name="hosts">What the listener makes of hosts.</param>
    /// <param name="condition">As it was asked for.</param>
    /// <param name="compiled">As it routes.</param>
    /// <param name="subject">The request.</param>
    public static ExplainedCondition Of(
        RequestHosts hosts, Condition condition, CompiledCondition compiled, RuleSubject subject)
    {
        var (field, values, lookedAt) = Words(condition, subject);
        var holds = compiled.Holds(subject);
        return new ExplainedCondition(
            field,
            (condition as Condition.HttpHeader)?.Name,
            values,
            condition.RegexValues,
            [.. lookedAt.Select(static text => ExplainedRequest.Readable(text))],
            holds,
            holds ? Hints.Against(condition, compiled, subject, hosts) : Hints.For(condition, compiled, subject));
    }

    private static (string Field, IReadOnlyList<string> Values, IReadOnlyList<string> LookedAt) Words(
        Condition condition, RuleSubject subject) => condition switch
        {
            Condition.HostHeader host => ("host-header", host.Values, [subject.Host.Compared]),
            Condition.PathPattern path => ("path-pattern", path.Values, [subject.Path.ToString()]),
            Condition.HttpHeader header => ("http-header", header.Values, [.. Lines(subject, header.Name)]),
            Condition.HttpRequestMethod method => ("http-request-method", method.Values, [subject.Method]),
            Condition.QueryString query => ("query-string", [.. query.Values.Select(Told)], Parameters(subject)),
            Condition.SourceIp source => (
                "source-ip",
                [.. source.Values.Select(static network => network.ToString())],
                [subject.SourceIp.ToString()]),
            _ => throw new InvalidOperationException($"{condition.GetType().Name} cannot be explained."),
        };

    private static IEnumerable<string> Lines(RuleSubject subject, string name) =>
        subject.Headers[name].Select(static value => value ?? "");

    private static string Told(QueryParameter parameter) =>
        parameter.Key is null ? $"{parameter.Value} (any key)" : $"{parameter.Key}={parameter.Value}";

    private static string[] Parameters(RuleSubject subject) =>
        subject.Query.ToString().Split('&', StringSplitOptions.RemoveEmptyEntries);
}
