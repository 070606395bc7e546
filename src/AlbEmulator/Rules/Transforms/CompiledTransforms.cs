using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Transforms;

/// <summary>
/// The transforms of a rule, ready to be done after the rule was chosen and before its action. The pattern of a URL sees
/// path and query. That of a host sees what a host-header condition sees, with the port if the client sent one: AWS does
/// not say.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html"/>
/// </summary>
internal sealed class CompiledTransforms(CompiledRewrite[] hostRewrites, CompiledRewrite[] urlRewrites)
{
    /// <summary>Null where there is nothing to transform.</summary>
    public static CompiledTransforms? Compile(IReadOnlyList<Transform> transforms) => transforms is []
        ? null
        : new CompiledTransforms(
            Rewrites<Transform.HostHeaderRewrite>(transforms, ignoreCase: true),
            Rewrites<Transform.UrlRewrite>(transforms, ignoreCase: false));

    /// <summary>What is sent on.</summary>
    /// <param name="request">Its host is what rules look at; where the client sent none, no rewrite can change it.</param>
    public TransformOutcome Apply(RuleSubject request)
    {
        var (host, uri) = (request.Host.Sent is null ? null : request.Host.Compared, request.Uri);
        var newHost = host is not null && FirstMatch(hostRewrites, host) is { } rewritten ? HostAndPort.Lower(rewritten) : null;
        var newUri = FirstMatch(urlRewrites, uri);
        var status = TransformedText.ProblemWithHost(newHost) ?? TransformedText.ProblemWithUri(newUri);
        if (status is not null)
        {
            return new TransformOutcome(status, null, null);
        }

        return new TransformOutcome(
            newHost is null && newUri is null ? null : TransformStatus.Success,
            newHost == host ? null : newHost,
            newUri == uri ? null : newUri);
    }

    /// <summary>Writes what is sent on to the note pad; false when a pattern matched and could not be carried out.</summary>
    public bool TryApply(AlbRequest request)
    {
        var outcome = Apply(request.Subject);
        request.TransformStatus = outcome.Status;
        request.TransformedHost = outcome.Host;
        request.TransformedUri = outcome.Uri;
        return !outcome.IsFailure;
    }

    private static string? FirstMatch(CompiledRewrite[] rewrites, string text)
    {
        foreach (var rewrite in rewrites)
        {
            if (rewrite.Apply(text) is { } rewritten)
            {
                return rewritten;
            }
        }

        return null;
    }

    private static CompiledRewrite[] Rewrites<T>(IReadOnlyList<Transform> transforms, bool ignoreCase)
        where T : Transform =>
        [.. transforms.OfType<T>().SelectMany(item => item.Rewrites).Select(item => new CompiledRewrite(item, ignoreCase))];
}
