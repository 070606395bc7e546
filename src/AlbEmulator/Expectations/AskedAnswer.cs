using System.Globalization;
using System.Text;
using AlbEmulator.Authentication;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Actions;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Snapshots;
using AlbEmulator.Stickiness;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Expectations;

/// <summary>What a client would get, as far as the load balancer itself says it.</summary>
/// <param name="snapshot">Where the target groups are.</param>
/// <param name="unknownTargets">Names of target groups of which nobody knows the targets.</param>
/// <param name="listener">Where the request arrives.</param>
/// <param name="subject">The request as rules look at it.</param>
internal sealed class AskedAnswer(Snapshot snapshot, IReadOnlySet<string> unknownTargets, ListenerSnapshot listener, RuleSubject subject)
{
    private const string OfTarget = "what its target says: --running sends the request";
    private const string OfSession = "what becomes of its session: --running sends the request";
    private const string OfToken = "what becomes of its token: --running sends the request";
    private const string OfLogin = "what becomes of its login: --running sends the request";

    /// <summary>Where a login's sealed state stands in the Location.</summary>
    private const string State = "STATE";

    /// <summary>Of a request that no rule sees, as it is part of a login.</summary>
    public ClientAnswer OfNoRule => Unknown(OfLogin);

    /// <summary>Of a request that is refused before the rules.</summary>
    public ClientAnswer Refused(int status) => Page(status);

    /// <param name="actions">Of the rule.</param>
    /// <param name="outcome">What the rule does.</param>
    public ClientAnswer Of(IReadOnlyList<RuleAction> actions, ExplainedOutcome outcome) => outcome.Transformed is { Fails: true }
        ? Page(StatusCodes.Status500InternalServerError)
        : OfGate(actions) ?? OfLast(actions[^1], outcome.Actions[^1]);

    /// <summary>Of a request that does not pass; null for one that does.</summary>
    private ClientAnswer? OfGate(IReadOnlyList<RuleAction> actions) => actions[0] switch
    {
        RuleAction.Authenticate login when CookieHeader.TryFind(subject.Headers.Cookie, $"{login.SessionCookieName}-0", out _) => Unknown(OfSession),
        RuleAction.Authenticate { OnUnauthenticatedRequest: OnUnauthenticatedRequest.Allow } => null,
        RuleAction.Authenticate { OnUnauthenticatedRequest: OnUnauthenticatedRequest.Deny } => Page(StatusCodes.Status401Unauthorized),
        RuleAction.Authenticate login => subject.Host.Sent is { } host
            ? Page(StatusCodes.Status302Found, new LoginUrl(login).For(listener.Listener.Protocol.Scheme(), host, State))
            : Page(StatusCodes.Status401Unauthorized),
        RuleAction.JwtValidation => subject.Headers.Authorization.Count > 0 ? Unknown(OfToken) : Page(StatusCodes.Status401Unauthorized),
        _ => null,
    };

    private ClientAnswer OfLast(RuleAction action, ExplainedAction explained) => (action, explained) switch
    {
        (_, ExplainedAction.Redirect redirect) => Page(redirect.StatusCode, redirect.Location),
        (_, ExplainedAction.FixedResponse response) => Own(
            FixedResponseAction.AnswerOf(response.StatusCode, response.ContentType, response.MessageBody), location: null),
        (RuleAction.Forward forward, _) when !MayBeServed(forward) => Page(StatusCodes.Status503ServiceUnavailable),
        _ => Unknown(OfTarget),
    };

    /// <summary>Whether a target is registered with one of the groups that get requests, or may be.</summary>
    private bool MayBeServed(RuleAction.Forward forward) => forward.TargetGroups.Any(weighted =>
        weighted.Weight > 0 && snapshot.TargetGroups[weighted.TargetGroupArn].TargetGroup is var group
        && (group.Targets.Count > 0 || unknownTargets.Contains(group.Name)));

    private ClientAnswer Page(int status, string? location = null) =>
        Own(AnswerPage.For(status, subject.Headers.UserAgent), location);

    private ClientAnswer Own(Answer answer, string? location)
    {
        var headers = new List<KeyValuePair<string, string?>>();
        var own = listener.ResponseHeaders;
        if (own is null or { HasServer: true })
        {
            headers.Add(new(HeaderNames.Server, Answer.Server));
        }

        headers.Add(new(HeaderNames.Date, null));
        if (answer.ContentType is not null)
        {
            headers.Add(new(HeaderNames.ContentType, answer.ContentType));
        }

        if (answer.HasBody)
        {
            headers.Add(new(HeaderNames.ContentLength, answer.Body.Length.ToString(CultureInfo.InvariantCulture)));
        }

        if (location is not null)
        {
            headers.Add(new(HeaderNames.Location, location));
        }

        var body = HttpMethods.IsHead(subject.Method) ? "" : Encoding.UTF8.GetString(answer.Body.Span);
        return new ClientAnswer(answer.StatusCode, [.. headers, .. Inserted()], body, null);
    }

    /// <summary>All but what the listener itself adds is for others to say.</summary>
    private ClientAnswer Unknown(string why) => new(null, [.. Inserted()], null, why);

    private IEnumerable<KeyValuePair<string, string?>> Inserted() =>
        listener.Listener.Attributes.ResponseHeaders.Select(static header => KeyValuePair.Create(header.Key, (string?)header.Value));
}
