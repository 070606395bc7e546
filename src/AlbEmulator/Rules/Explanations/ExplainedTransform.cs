using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Explanations;

/// <summary>A transform of the rule.</summary>
/// <param name="Type">As the API names it.</param>
/// <param name="Rewrites">The first whose pattern matches is done.</param>
internal sealed record ExplainedTransform(string Type, IReadOnlyList<Rewrite> Rewrites)
{
    public static ExplainedTransform Of(Transform transform) => transform switch
    {
        Transform.UrlRewrite url => new("url-rewrite", url.Rewrites),
        Transform.HostHeaderRewrite host => new("host-header-rewrite", host.Rewrites),
        _ => throw new InvalidOperationException($"{transform.GetType().Name} cannot be explained."),
    };
}

/// <summary>What the transforms of the rule make of the request.</summary>
/// <param name="Status">As in the log; null where no pattern matches.</param>
/// <param name="Host">What the target gets; null where it stays.</param>
/// <param name="Uri">Path and query that the target gets; null where they stay.</param>
/// <param name="Fails">Whether the client gets a 500.</param>
internal sealed record TransformedRequest(string? Status, string? Host, string? Uri, bool Fails)
{
    public static TransformedRequest? Of(CompiledRule rule, RuleSubject subject)
    {
        if (rule is not { Transforms: { } transforms, Action.SendsToTarget: true })
        {
            return null;
        }

        var hasHost = subject.Headers.Host is [{ Length: > 0 }, ..];
        var outcome = transforms.Apply(hasHost ? subject.Host : null, subject.Uri);
        return new TransformedRequest(outcome.Status, Readable(outcome.Host), Readable(outcome.Uri), outcome.IsFailure);
    }

    private static string? Readable(string? text) => text is null ? null : ExplainedRequest.Readable(text);
}
