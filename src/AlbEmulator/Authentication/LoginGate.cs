using System.Security.Cryptography;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Stickiness;

namespace AlbEmulator.Authentication;

/// <summary>
/// Lets those pass who have logged in, and sends others to the provider: the actions <c>authenticate-oidc</c> and
/// <c>authenticate-cognito</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html"/>
/// </summary>
internal sealed class LoginGate : Gate
{
    /// <summary>As the log names it.</summary>
    public const string Name = "authenticate";

    /// <summary>The cookie that a browser has while its user logs in.</summary>
    public const string NonceCookie = "AWSALBAuthNonce";

    private const int NonceLength = 16;
    private const string NonceCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly RuleAction.Authenticate _action;
    private readonly CookieSeal _states;
    private readonly UserToken _token;
    private readonly LoginUrl _url;

    /// <param name="action">What was asked for.</param>
    /// <param name="states">Seals logins that are under way, of this load balancer.</param>
    /// <param name="cookies">In which sessions are.</param>
    /// <param name="token">Vouches for users.</param>
    /// <param name="flow">Asks the provider.</param>
    public LoginGate(RuleAction.Authenticate action, CookieSeal states, SessionCookies cookies, UserToken token, LoginFlow flow)
    {
        _action = action;
        _states = states;
        _token = token;
        _url = new LoginUrl(action);
        Flow = flow;
        Cookies = cookies;
        Id = IdOf(action);
    }

    /// <summary>By which a login that is under way finds the gate again, also after a restart.</summary>
    public UInt128 Id { get; }

    public LoginFlow Flow { get; }

    /// <summary>What the cookies of its sessions are called, without the dash and the number.</summary>
    public string CookieName => _action.SessionCookieName;

    public SessionCookies Cookies { get; }

    /// <summary>The same for actions that ask the same provider as the same client, for the same cookies.</summary>
    public static UInt128 IdOf(RuleAction.Authenticate action) => Digest.Of(string.Join(
        '\n',
        action.Provider.Issuer,
        action.Provider.ClientId,
        action.Provider.ClientSecret,
        action.Provider.AuthorizationEndpoint,
        action.Provider.TokenEndpoint,
        action.Provider.UserInfoEndpoint,
        action.SessionCookieName));

    public override ValueTask<bool> AdmitAsync(AlbRequest request)
    {
        var headers = request.Context.Request.Headers;
        OidcHeaders.Remove(headers);
        request.Execute(Name);
        var session = Cookies.Find(headers.Cookie, out var isThere);
        if (session is null)
        {
            return ValueTask.FromResult(isThere ? RefuseCookie(request) : Meet(request, hasExpired: false));
        }

        // No browser takes cookies to another host: whoever does that has them of another.
        if (session.Host != request.Subject.Host.Name)
        {
            return ValueTask.FromResult(RefuseCookie(request));
        }

        var now = request.Connection.Time.GetUtcNow();
        if (now >= session.Began + _action.SessionTimeout)
        {
            return ValueTask.FromResult(Meet(request, hasExpired: true));
        }

        return session.IsStale(now) ? RefreshAsync(request, session) : ValueTask.FromResult(Pass(request, session, now));
    }

    /// <summary>The user is known: the target is told who it is.</summary>
    private bool Pass(AlbRequest request, LoginSession session, DateTimeOffset now)
    {
        OidcHeaders.CutCookies(request, Cookies);
        OidcHeaders.Write(request.Context.Request.Headers, session, session.DataFor(_token, now));
        return true;
    }

    /// <summary>The user is not known.</summary>
    private bool Meet(AlbRequest request, bool hasExpired)
    {
        switch (_action.OnUnauthenticatedRequest)
        {
            case OnUnauthenticatedRequest.Allow:
                OidcHeaders.CutCookies(request, Cookies);
                return true;
            case OnUnauthenticatedRequest.Deny when !hasExpired:
                new Refusal(null, StatusCodes.Status401Unauthorized, "the client has not logged in, and the rule denies such requests", null)
                    .Answer(request);
                return false;
            default:
                Begin(request);
                return false;
        }
    }

    /// <summary>Sends the client to the provider.</summary>
    private void Begin(AlbRequest request)
    {
        if (request.Subject.Host.Sent is not { } host)
        {
            new Refusal(
                "AuthMissingHostHeader",
                StatusCodes.Status401Unauthorized,
                "the request names no host, to which the provider could send the client back",
                LoadBalancerCounter.AuthError).Answer(request);
            return;
        }

        var nonce = RandomNumberGenerator.GetString(NonceCharacters, NonceLength);
        var state = new LoginState(Id, request.Connection.Time.GetUtcNow(), nonce, host, request.Subject.Uri);
        var location = _url.For(request.Connection.Scheme, host, _states.Seal(state.Write()));
        LoginRedirect.Give(request, location, [$"{NonceCookie}={nonce}; Path=/{LoginRedirect.Protection(request)}"]);
    }

    /// <summary>
    /// AWS's knowledge center has a cookie that cannot be opened under 401, and not under what is sent to log in.
    /// </summary>
    private bool RefuseCookie(AlbRequest request)
    {
        Refusal.OfUser(
            "AuthInvalidCookie",
            $"the cookies {_action.SessionCookieName}-N are not as this load balancer wrote them for this host: delete them and log in again").Answer(request);
        return false;
    }

    private async ValueTask<bool> RefreshAsync(AlbRequest request, LoginSession session)
    {
        var now = request.Connection.Time.GetUtcNow();
        while (session.IsStale(now))
        {
            var stale = session;
            if (await stale.RefreshAsync(() => Flow.RefreshAsync(request, stale)) is not { } fresh)
            {
                return Meet(request, hasExpired: true);
            }

            session = fresh;
        }

        if (session.CookiesBy(Cookies) is not { } cookies)
        {
            return Meet(request, hasExpired: true);
        }

        var lines = LoginRedirect.SessionLines(request, cookies);
        request.SessionCookies = lines;
        AddedCookies.Add(request, lines);
        return Pass(request, session, now);
    }
}
