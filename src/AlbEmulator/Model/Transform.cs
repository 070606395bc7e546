namespace AlbEmulator.Model;

/// <summary>
/// What a rule changes of a request after it was chosen, and before the request is sent on.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html"/>
/// </summary>
/// <param name="Rewrites">Tried in order; the first whose pattern matches is done.</param>
public abstract record Transform(IReadOnlyList<Rewrite> Rewrites)
{
    /// <summary>Path and query.</summary>
    public sealed record UrlRewrite(IReadOnlyList<Rewrite> Rewrites) : Transform(Rewrites);

    /// <summary>The Host header.</summary>
    public sealed record HostHeaderRewrite(IReadOnlyList<Rewrite> Rewrites) : Transform(Rewrites);
}

/// <param name="Regex">1–1024 characters, in AWS's dialect.</param>
/// <param name="Replace">0–1024 characters; <c>$1</c>, <c>$2</c> … are the groups of the pattern.</param>
public sealed record Rewrite(string Regex, string Replace);
