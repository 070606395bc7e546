using AlbEmulator.Authentication;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules.Explanations;

/// <summary>Which rule takes a request, why the others do not, and what would be done. Nothing is sent.</summary>
/// <param name="Request">What the rules look at.</param>
/// <param name="Listener">Where the request would arrive.</param>
/// <param name="Rules">In the order in which they are tried; the default rule last.</param>
/// <param name="Outcome">What the rule that takes it would do, or the load balancer before any rule.</param>
internal sealed record Explanation(
    ExplainedRequest Request, ExplainedListener Listener, IReadOnlyList<ExplainedRule> Rules, ExplainedOutcome Outcome)
{
    /// <summary>Priority of the default rule, as the API names it.</summary>
    public const string DefaultPriority = "default";

    /// <param name="snapshot">Where the target groups are.</param>
    /// <param name="listener">A listener of the snapshot.</param>
    /// <param name="subject">The request as the listener would see it.</param>
    public static Explanation Of(
        Snapshot snapshot,
        ListenerSnapshot listener,
        RuleSubject subject)
    {
        var table = listener.Rules;
        var before = listener.LoginRequests?.Of(subject) ?? LoginRequest.None;
        var taken = before == LoginRequest.None ? table.Match(subject) : null;
        var rules = new List<ExplainedRule>(table.Rules.Count + 1);
        var isTaken = taken is null;
        foreach (var rule in table.Rules.Append(table.Default))
        {
            var verdict = isTaken ? RuleVerdict.NotReached
                : ReferenceEquals(rule, taken) ? RuleVerdict.Taken
                : RuleVerdict.Failed;
            isTaken |= verdict == RuleVerdict.Taken;
            rules.Add(ExplainedRule.Of(rule, verdict, subject, listener.Hosts));
        }

        return new Explanation(
            ExplainedRequest.Of(subject),
            new ExplainedListener(
                listener.LoadBalancer.Name,
                listener.Port,
                listener.Listener.Arn,
                [.. listener.EndPoints.Select(static endPoint => endPoint.ToString())]),
            rules,
            taken is null ? ExplainedOutcome.Of(before) : ExplainedOutcome.Of(snapshot, listener, taken, subject));
    }
}

/// <summary>Where the request would arrive.</summary>
/// <param name="LoadBalancer">Its name.</param>
/// <param name="Port">With AWS.</param>
/// <param name="Arn">Of the listener.</param>
/// <param name="Addresses"><c>ip:port</c> where it binds, IPv6 in brackets.</param>
internal sealed record ExplainedListener(string LoadBalancer, int Port, string Arn, IReadOnlyList<string> Addresses);
