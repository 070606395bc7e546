using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Testing;

/// <summary>
/// What would become of a request that nobody sends, to be compared with what is expected. Each comparison that fails says why, rule
/// by rule.
/// </summary>
/// <example><code>alb.Expect("GET", "https://shop.example.com/api/1").ForwardsTo("orders").ByRule(10);</code></example>
public sealed class AlbExpectation
{
    private readonly string _request;
    private readonly Explanation _explanation;
    private readonly Func<string, IReadOnlyCollection<string>> _rulesTo;

    internal AlbExpectation(string request, Explanation explanation, Func<string, IReadOnlyCollection<string>> rulesTo) =>
        (_request, _explanation, _rulesTo) = (request, explanation, rulesTo);

    /// <summary>It is forwarded to a target group; where several share the requests of a rule, to this one with some weight.</summary>
    /// <param name="targetGroup">Its name.</param>
    /// <exception cref="AlbException">It is not.</exception>
    public AlbExpectation ForwardsTo(string targetGroup) => Hold(
        Last is ExplainedAction.Forward forward && forward.TargetGroups.Any(group => group.Name == targetGroup && group.Weight > 0),
        $"is not forwarded to {targetGroup}",
        _rulesTo(targetGroup));

    /// <summary>A rule takes it.</summary>
    /// <param name="priority">Of the rule, 1–50000.</param>
    /// <exception cref="AlbException">Another does, or none.</exception>
    public AlbExpectation ByRule(int priority) =>
        Hold(_explanation.Outcome.Priority == $"{priority}", $"is not taken by rule {priority}", [$"{priority}"]);

    /// <summary>No rule but the default one takes it.</summary>
    /// <exception cref="AlbException">One does.</exception>
    public AlbExpectation ByDefault() =>
        Hold(_explanation.Outcome.Priority == Explanation.DefaultPriority, "is not taken by the default rule", [Explanation.DefaultPriority]);

    /// <summary>It is answered with a redirect.</summary>
    /// <param name="location">Where to, whole.</param>
    /// <param name="status">301 or 302; null for either.</param>
    /// <exception cref="AlbException">It is not.</exception>
    public AlbExpectation RedirectsTo(string location, int? status = null) => Hold(
        Last is ExplainedAction.Redirect redirect && redirect.Location == location && (status is null || redirect.StatusCode == status),
        $"is not redirected to {location}{(status is null ? "" : $" with {status}")}",
        []);

    /// <summary>It is answered by a <c>fixed-response</c>.</summary>
    /// <param name="status">Of the answer.</param>
    /// <exception cref="AlbException">It is not.</exception>
    public AlbExpectation Answers(int status) => Hold(
        Last is ExplainedAction.FixedResponse response && response.StatusCode == status,
        $"is not answered with {status}",
        []);

    /// <summary>The whole explanation, as <c>alb explain</c> prints it.</summary>
    public override string ToString() => ExplanationText.Render(_explanation);

    /// <summary>What comes after logins and tokens.</summary>
    private ExplainedAction? Last => _explanation.Outcome.Actions is [.., var last] ? last : null;

    private AlbExpectation Hold(bool holds, string wrong, IReadOnlyCollection<string> wanted) => holds ? this : throw new AlbException(string.Join(
        '\n', ShortExplanation.Of(_explanation, wanted, ShortExplanation.MostLines - 1).Select(static line => $"  {line}").Prepend($"{_request} {wrong}:")));
}
