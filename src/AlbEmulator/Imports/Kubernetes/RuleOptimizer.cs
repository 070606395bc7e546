using System.Globalization;
using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// Leaves out what the controller does: redirects of a listener to itself, and rules that stand behind a redirect that takes
/// all that they would. Texts are compared, without regard to wildcards.
/// </summary>
internal static class RuleOptimizer
{
    /// <param name="rules">Of one listener, in their order.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="leftOut">Is told each rule that is left out, and the redirect that is before it; null for one that would lead to itself.</param>
    public static List<RuleDraft> Optimize(IEnumerable<RuleDraft> rules, ListenPort port, Action<RuleDraft, RuleDraft?> leftOut)
    {
        var kept = new List<RuleDraft>();
        var redirects = new List<RuleDraft>();
        foreach (var rule in rules)
        {
            if (rule.Backend.Redirect is { } redirect && LeadsToItself(rule, redirect, port))
            {
                leftOut(rule, null);
            }
            else if (redirects.Find(before => Covers(before, rule)) is { } before)
            {
                leftOut(rule, before);
            }
            else
            {
                kept.Add(rule);
                if (rule.Backend.Redirect is not null)
                {
                    redirects.Add(rule);
                }
            }
        }

        return kept;
    }

    private static bool LeadsToItself(RuleDraft rule, Node redirect, ListenPort port) =>
        rule.PathExpressions.Count == 0
        && IsUnset(redirect, "Host", "#{host}", rule.Hosts)
        && IsUnset(redirect, "Path", "/#{path}", rule.Paths)
        && IsUnset(redirect, "Port", "#{port}", port.Port.ToString(CultureInfo.InvariantCulture))
        && IsUnset(redirect, "Protocol", "#{protocol}", port.Protocol)
        && IsUnset(redirect, "Query", "#{query}");

    private static bool IsUnset(Node redirect, string part, string same, IReadOnlyList<Node.Scalar> values) =>
        IsUnset(redirect, part, [same, .. values.Select(value => value.Text)]);

    private static bool IsUnset(Node redirect, string part, params ReadOnlySpan<string> same) =>
        !redirect.Find(part).TryAny(out var text) || same.Contains(text);

    /// <summary>Whether a redirect takes every request that a later rule would. Regular expressions of hosts are not looked at.</summary>
    private static bool Covers(RuleDraft redirect, RuleDraft rule) =>
        redirect.Others.Count == 0
        && redirect.PathExpressions.Count == 0
        && (redirect.Hosts.Count == 0 || (rule.Hosts.Count > 0 && Has(redirect.Hosts, rule.Hosts)))
        && (redirect.Paths.Count == 0 || redirect.Paths.Any(path => path.Text == "/*") || (rule.Paths.Count > 0 && Has(redirect.Paths, rule.Paths)));

    private static bool Has(IReadOnlyList<Node.Scalar> all, IReadOnlyList<Node.Scalar> some) =>
        some.All(value => all.Any(other => other.Text == value.Text));
}
