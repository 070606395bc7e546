using AlbEmulator.Listeners;
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

    private const string WithPort =
        "Values cannot hold a port, RegexValues can, and Alb:IgnoreHostPort=true has it ignored";

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

    /// <summary>A hint for a condition that holds for this request, and not for those of ordinary clients; or null.</summary>
    public static string? Against(Condition condition, CompiledCondition compiled, RuleSubject subject, RequestHosts hosts)
    {
        if (condition is not Condition.HostHeader || subject.Host.Sent is null)
        {
            return null;
        }

        var usual = hosts.Of(hosts.SentFor(subject.Host.Name));
        return compiled.Holds(With(subject, usual))
            ? null
            : $"clients that are given this port send {ExplainedRequest.Readable(usual.Compared)}, which does not match; {WithPort}";
    }

    private static string? ForHost(CompiledCondition compiled, RuleSubject subject)
    {
        var (host, name) = (subject.Host, subject.Host.Name);
        if (host.Compared != name && compiled.Holds(With(subject, host with { Compared = name })))
        {
            return $"its port is compared as well; {WithPort}";
        }

        if (name.EndsWith('.') && compiled.Holds(With(subject, host with { Compared = name.TrimEnd('.') })))
        {
            return "without the dot at its end it would match";
        }

        return compiled.Holds(With(subject, host with { Compared = $"www.{host.Compared}" }))
            ? $"names below {ExplainedRequest.Readable(host.Compared)} would match, the name itself does not"
            : null;
    }

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
        RuleSubject subject, RequestHost? host = null, string? uri = null, string? method = null) => new()
        {
            Method = method ?? subject.Method,
            Host = host ?? subject.Host,
            Uri = uri ?? subject.Uri,
            Headers = subject.Headers,
            SourceIp = subject.SourceIp,
        };
}
