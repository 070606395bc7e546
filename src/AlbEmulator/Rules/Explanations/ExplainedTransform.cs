using AlbEmulator.Model;
using AlbEmulator.Rules.Transforms;

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
/// <param name="Host">The host that goes on; null where it stays.</param>
/// <param name="Uri">Path and query that go on; null where they stay.</param>
/// <param name="Fails">Whether the client gets a 500.</param>
internal sealed record TransformedRequest(string? Status, string? Host, string? Uri, bool Fails)
{
    /// <param name="made">By the transforms; null where there are none.</param>
    public static TransformedRequest? Of(TransformOutcome? made) => made is { } outcome
        ? new TransformedRequest(outcome.Status, Readable(outcome.Host), Readable(outcome.Uri), outcome.IsFailure)
        : null;

    private static string? Readable(string? text) => text is null ? null : ExplainedRequest.Readable(text);
}
