using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Transforms;

/// <summary>
/// The transforms of a rule, ready to be done after the rule was chosen. AWS does not say whether the pattern of a URL
/// sees the query: here it sees path and query, since what it makes may hold both.
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
    /// <param name="host">Lower case and without a port; null where the client sent none, which no rewrite can change.</param>
    /// <param name="uri">Path and query, one byte in each character.</param>
    public TransformOutcome Apply(string? host, string uri)
    {
        var newHost = host is null ? null : FirstMatch(hostRewrites, host)?.ToLowerInvariant();
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
        var hasHost = request.Context.Request.Headers.Host is [{ Length: > 0 }, ..];
        var outcome = Apply(hasHost ? request.Subject.Host : null, request.Subject.Uri);
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
