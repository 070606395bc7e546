using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Conditions;

namespace AlbEmulator.Rules.Explanations;

/// <summary>
/// What is often overlooked. Each hint asks the condition that routes about a request that differs in one thing.
/// </summary>
internal static class Hints
{
    private const string ForwardedFor = "X-Forwarded-For";

    /// <summary>A hint for a condition that fails, or null.</summary>
    public static string? For(Condition condition, CompiledCondition compiled, RuleSubject subject) => condition switch
    {
        Condition.HostHeader => ForHost(compiled, subject),
        Condition.PathPattern path => ForPath(path, compiled, subject),
        Condition.HttpRequestMethod when compiled.Holds(With(subject, method: subject.Method.ToUpperInvariant())) =>
            "methods are case-sensitive",
        Condition.SourceIp when subject.Headers.ContainsKey(ForwardedFor) =>
            $"the peer of the connection counts, never {ForwardedFor}",
        _ => null,
    };

    private static string? ForHost(CompiledCondition compiled, RuleSubject subject) =>
        compiled.Holds(With(subject, host: $"www.{subject.Host}"))
            ? $"names below {ExplainedRequest.Readable(subject.Host)} would match, the name itself does not"
            : null;

    private static string? ForPath(Condition.PathPattern condition, CompiledCondition compiled, RuleSubject subject)
    {
        var path = subject.Path.ToString();
        if (!path.EndsWith('/') && compiled.Holds(With(subject, uri: path + "/")))
        {
            return "with a slash at its end it would match";
        }

        if (path.Length > 1 && path.EndsWith('/') && compiled.Holds(With(subject, uri: path.TrimEnd('/'))))
        {
            return "without the slash at its end it would match";
        }

        // The pattern folded as well: there is no request that shows it.
        var folded = condition with { Values = [.. condition.Values.Select(static value => value.ToLowerInvariant())] };
        if (CompiledCondition.Compile(folded).Holds(With(subject, uri: path.ToLowerInvariant())))
        {
            return "paths are case-sensitive";
        }

        var whole = condition.Values.FirstOrDefault(value => path.StartsWith(value + "/", StringComparison.Ordinal));
        return whole is null ? null : $"{whole} is the whole path: write {whole}/* for what lies below it";
    }

    private static RuleSubject With(
        RuleSubject subject, string? host = null, string? uri = null, string? method = null) => new()
        {
            Method = method ?? subject.Method,
            Host = host ?? subject.Host,
            Uri = uri ?? subject.Uri,
            Headers = subject.Headers,
            SourceIp = subject.SourceIp,
        };
}
