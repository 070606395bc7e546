using System.Globalization;

namespace AlbEmulator.Rules.Explanations;

/// <summary>An explanation for people: plain lines of at most <see cref="Columns.Width"/> characters.</summary>
internal static class ExplanationText
{
    private const int Label = 12;
    private const int ConditionAt = 2;
    private const int FieldAt = 9;
    private const int WordsAt = 30;

    public static string Render(Explanation explanation)
    {
        var text = new Columns();
        var (request, listener, rules, outcome) = explanation;
        text.Row((0, "Request"), (Label, $"{request.Method} {request.Uri}"));
        text.Row((0, "Host"), (Label, request.Host));
        text.Row((0, "Source IP"), (Label, request.SourceIp));
        text.Row((0, "Listener"), (Label, $"{listener.LoadBalancer}, port {(listener.Port == 0 ? "that is free" : listener.Port)}{Bound(listener)}"));
        text.Row();
        foreach (var rule in rules)
        {
            AppendRule(text, rule);
        }

        text.Row();
        AppendOutcome(text, outcome);
        return text.ToString();
    }

    /// <summary>Where there are two addresses.</summary>
    private static string Bound(ExplainedListener listener) =>
        listener.Addresses.Count > 1 ? $", bound on {string.Join(" and ", listener.Addresses)}" : "";

    private static void AppendRule(Columns text, ExplainedRule rule)
    {
        text.Row((0, ExplainedWords.Named(rule.Priority)), (Label, rule.Verdict switch
        {
            RuleVerdict.Taken => "takes the request",
            RuleVerdict.Failed => "does not match",
            _ when rule.Conditions.Count > 0 && rule.Holds => "not reached, though it would match",
            _ => "not reached",
        }));
        if (rule.Place is { } place && rule.Verdict == RuleVerdict.Taken)
        {
            text.Row((Label, $"of {place}"));
        }

        if (rule.Verdict == RuleVerdict.NotReached)
        {
            return;
        }

        foreach (var condition in rule.Conditions)
        {
            var verdict = condition.Holds ? "holds" : "fails";
            text.Row((ConditionAt, verdict), (FieldAt, condition.Field), (WordsAt, ExplainedWords.Wanted(condition)));
            text.Row((WordsAt, ExplainedWords.Found(condition)));
        }
    }

    private static void AppendOutcome(Columns text, ExplainedOutcome outcome)
    {
        if (outcome.Priority is null)
        {
            text.Row((0, "No rule"), (Label, "sees the request"));
            text.Row((Label, ExplainedWords.Of(outcome.BeforeRules)));
            return;
        }

        var rule = ExplainedWords.Named(outcome.Priority);
        foreach (var (type, rewrites) in outcome.Transforms)
        {
            text.Row((0, rule), (Label, type));
            foreach (var (regex, replace) in rewrites)
            {
                text.Row((Label + 2, $"{regex} becomes {(replace.Length == 0 ? "nothing" : replace)}"));
            }
        }

        if (outcome.Transforms.Count > 0)
        {
            text.Row((0, rule), (Label, Told(outcome.Transformed!)));
        }

        foreach (var action in outcome.Actions)
        {
            switch (action)
            {
                case ExplainedAction.Forward forward:
                    AppendForward(text, rule, forward);
                    break;
                case ExplainedAction.Redirect { Location: { } location } redirect:
                    text.Row((0, rule), (Label, $"redirect {redirect.StatusCode} to"));
                    text.Row((Label + 2, location));
                    break;
                case ExplainedAction.Redirect redirect:
                    text.Row((0, rule), (Label, $"redirect: {redirect.StatusCode}, as the Location would be too long"));
                    break;
                case ExplainedAction.Authenticate authenticate:
                    AppendLogin(text, rule, authenticate);
                    break;
                case ExplainedAction.JwtValidation validation:
                    text.Row((0, rule), (Label, $"jwt-validation: Authorization: Bearer TOKEN of {validation.Issuer}, or 401"));
                    text.Row((Label + 2, $"keys of {validation.JwksEndpoint}"));
                    foreach (var claim in validation.AdditionalClaims)
                    {
                        text.Row((Label + 2, claim.ToString()));
                    }

                    break;
                case ExplainedAction.FixedResponse response:
                    text.Row((0, rule), (Label, $"fixed-response {response.StatusCode}, {response.ContentType}"));
                    text.Row((Label + 2, response.MessageBody.Length == 0 ? "without a body" : response.MessageBody));
                    break;
            }
        }
    }

    private static string Told(TransformedRequest transformed) => transformed switch
    {
        { Fails: true } => $"fails to transform ({transformed.Status}): 500",
        { Status: null } => "transforms nothing: no pattern matches",
        { Host: { } host, Uri: { } uri } => $"the request goes on as {uri} with the host {host}",
        { Host: { } host } => $"the request goes on with the host {host}",
        { Uri: { } uri } => $"the request goes on as {uri}",
        _ => "transforms to what it was",
    };

    private static void AppendForward(Columns text, string rule, ExplainedAction.Forward forward)
    {
        var only = forward.TargetGroups.Count == 1;
        text.Row((0, rule), (Label, only ? "forward" : "forward to one of these, by weight"));
        var nameWidth = forward.TargetGroups.Max(static group => group.Name.Length) + 2;
        foreach (var group in forward.TargetGroups)
        {
            var percent = group.Percent.ToString("0.##", CultureInfo.InvariantCulture);
            var share = only && group.Weight > 0 ? "" : $"weight {group.Weight}, {percent} %";
            var targetsAt = Label + 2 + nameWidth + (only && share.Length == 0 ? 0 : "weight 999, 99.99 %  ".Length);
            text.Row((Label + 2, group.Name), (Label + 2 + nameWidth, share), (targetsAt, Told(group)));
        }

        if (forward.StickinessSeconds is { } seconds)
        {
            text.Row((Label + 2, $"a client with the cookie AWSALBTG stays with its target group for {seconds:0} s"));
        }
    }

    private static void AppendLogin(Columns text, string rule, ExplainedAction.Authenticate authenticate)
    {
        text.Row((0, rule), (Label, $"{authenticate.Action} with {authenticate.Issuer}"));
        text.Row((Label + 2, authenticate.OnUnauthenticatedRequest switch
        {
            "allow" => "a client without a session passes, and nothing is said of a user",
            "deny" => "a client without a session gets 401",
            _ => $"a client without a session is sent to {authenticate.AuthorizationEndpoint}",
        }));
        text.Row((Label + 2, $"as {authenticate.ClientId}, for {authenticate.Scope}; a session is in the cookies {authenticate.SessionCookieName}-N for {authenticate.SessionTimeoutSeconds:0} s"));
    }

    private static string Told(ExplainedTargetGroup group) => group switch
    {
        { Weight: 0 } => "gets nothing",
        { Targets: [] } => "no target has an address: 503",
        _ => string.Join(", ", group.Targets),
    };
}
