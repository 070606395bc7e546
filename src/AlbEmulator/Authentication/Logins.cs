using System.Security.Cryptography;
using System.Text;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Stickiness;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Authentication;

/// <summary>
/// The logins of a listener: what comes back from providers, at the one path that no rule sees.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-flow"/>
/// </summary>
/// <param name="gates">Those of the listener's rules, each with the priority of a rule that has it.</param>
/// <param name="states">Seals logins that are under way.</param>
/// <param name="publicKey">By which targets see who vouches for users.</param>
/// <param name="requests">Tells which are not for the rules.</param>
internal sealed class Logins(
    IReadOnlyList<(LoginGate Gate, int Priority)> gates, CookieSeal states, PublicKey publicKey, LoginRequests requests)
{
    /// <summary>How long a login may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly Dictionary<UInt128, (LoginGate Gate, int Priority)> _gates =
        gates.DistinctBy(found => found.Gate.Id).ToDictionary(found => found.Gate.Id);

    /// <summary>By which targets see who vouches for users.</summary>
    public PublicKey PublicKey => publicKey;

    /// <summary>Whether a request is not for the rules.</summary>
    public bool Takes(AlbRequest request) => requests.Of(request.Subject) != LoginRequest.None;

    public Task AnswerAsync(AlbRequest request)
    {
        if (requests.Of(request.Subject) == LoginRequest.Callback)
        {
            return EndLoginAsync(request);
        }

        publicKey.Give(request);
        return Task.CompletedTask;
    }

    /// <summary>The client goes on to what it asked for first, with the cookies of a session.</summary>
    private async Task EndLoginAsync(AlbRequest request)
    {
        request.Execute(LoginGate.Name);
        request.RulePriority = AlbRequest.FailedPriority;
        if (await EndAsync(request) is { } refusal)
        {
            refusal.Answer(request);
        }
    }

    private async Task<Refusal?> EndAsync(AlbRequest request)
    {
        var query = QueryHelpers.ParseNullableQuery(request.Subject.Query.ToString()) ?? [];
        if (Value(query, "error") is { } error)
        {
            return OfProvider(error, Value(query, "error_description"));
        }

        if (Value(query, "state") is not { } text)
        {
            return Refusal.OfUser("AuthMissingStateParam", "the provider sent the client back without state");
        }

        if (Open(request, text) is not (var state, var (gate, priority)))
        {
            return Refusal.OfUser("AuthInvalidStateParam", "state is not what this listener gave to the provider for this host, or was given more than 15 minutes ago");
        }

        if (Problem(request, state) is { } problem)
        {
            return problem;
        }

        if (Value(query, "code") is not { } code)
        {
            return Refusal.OfUser("AuthMissingCodeParam", "the provider sent the client back without code");
        }

        var (session, refusal) = await gate.Flow.RedeemAsync(request, code, LoginUrl.Callback(request.Connection.Scheme, state.Host));
        if (session is null)
        {
            return refusal;
        }

        if (gate.Cookies.Write(session) is not { } cookies)
        {
            return LoginFlow.TooLarge(session.Write().Length);
        }

        request.RulePriority = priority;
        request.Listener.Metrics.Add(LoadBalancerCounter.AuthSuccess);
        LoginRedirect.Give(request, Original(request, state), LoginRedirect.SessionLines(request, cookies));
        return null;
    }

    /// <summary>The provider did not let the user in, or could not do what it was asked.</summary>
    private static Refusal OfProvider(string error, string? description)
    {
        var told = description is null ? error : $"{error}: {description}";
        return error == "access_denied"
            ? Refusal.OfUser(null, $"the provider denied access ({told})")
            : new Refusal(null, AnswerPage.ProviderError, $"the provider answered with an error ({told})", LoadBalancerCounter.AuthFailure);
    }

    private (LoginState State, (LoginGate Gate, int Priority) Found)? Open(AlbRequest request, string text) =>
        states.Open(text) is { } bytes
        && LoginState.Read(bytes) is { } state
        && _gates.TryGetValue(state.Gate, out var found)
        && string.Equals(state.Host, request.Subject.Host.Sent, StringComparison.OrdinalIgnoreCase)
        && request.Connection.Time.GetUtcNow() - state.Began <= Patience
            ? (state, found)
            : null;

    /// <summary>The browser that began the login is the one that ends it. Looked at before the code is spent.</summary>
    private static Refusal? Problem(AlbRequest request, LoginState state) =>
        !CookieHeader.TryFind(request.Context.Request.Headers.Cookie, LoginGate.NonceCookie, out var nonce)
            ? Refusal.OfUser("AuthMissingAWSALBAuthNonce", $"the client brought no cookie {LoginGate.NonceCookie}: another browser began this login")
            : !CryptographicOperations.FixedTimeEquals(Encoding.Latin1.GetBytes(nonce.ToString()), Encoding.Latin1.GetBytes(state.Nonce))
                ? Refusal.OfUser(
                    "AuthInvalidAWSALBAuthNonce",
                    $"the cookie {LoginGate.NonceCookie} is of another login: another tab began one since, or another browser this one")
                : null;

    /// <summary>What was asked for first: with its port always, as in redirects.</summary>
    private static string Original(AlbRequest request, LoginState state)
    {
        var (name, port) = HostAndPort.Parse(state.Host);
        return $"{request.Connection.Scheme}://{HostAndPort.Lower(name)}:{(port.Length > 0 ? port : request.Listener.Listener.Protocol.UsualPort())}{state.Uri}";
    }

    /// <summary>The one value of a parameter; null where there is none, an empty one, or several.</summary>
    private static string? Value(Dictionary<string, StringValues> query, string name) =>
        query.TryGetValue(name, out var values) && values is [{ Length: > 0 } one] ? one : null;
}
