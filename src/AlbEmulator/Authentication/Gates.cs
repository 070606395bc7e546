using System.Collections.Concurrent;
using AlbEmulator.Authentication.Jwt;
using AlbEmulator.Model;
using AlbEmulator.Stickiness;

namespace AlbEmulator.Authentication;

/// <summary>Makes the gates of a load balancer's rules.</summary>
/// <param name="keys">By which logins and sessions are sealed.</param>
/// <param name="signing">By which users are vouched for.</param>
/// <param name="client">By which providers are asked.</param>
/// <param name="keySets">The keys of issuers of tokens.</param>
/// <param name="settings">Of which the region matters.</param>
internal sealed class Gates(CookieKeys keys, UserTokenKey signing, ProviderClient client, JsonWebKeySets keySets, AlbSettings settings)
{
    /// <summary>Sessions are the same for all rules of a load balancer that ask the same provider, whatever becomes of the rules.</summary>
    private const int MostCookies = 1000;

    private readonly PublicKey _publicKey = new(signing, settings.Region);
    private readonly LoginRequests _requests = new(settings.Region);
    private readonly ConcurrentDictionary<(string LoadBalancerArn, UInt128 Gate), SessionCookies> _cookies = new();

    /// <summary>The gate of an action that says who may pass.</summary>
    public Gate Of(RuleAction action, string loadBalancerArn) => action switch
    {
        RuleAction.Authenticate authenticate => new LoginGate(
            authenticate,
            States(loadBalancerArn),
            CookiesOf(authenticate, loadBalancerArn),
            new UserToken(signing, authenticate.Provider, loadBalancerArn),
            new LoginFlow(client, authenticate.Provider)),
        RuleAction.JwtValidation validation => new TokenGate(validation, keySets.Of(validation.JwksEndpoint)),
        _ => throw new InvalidOperationException($"{action.GetType().Name} lets everybody pass."),
    };

    /// <summary>The logins of a listener; null where nobody logs in.</summary>
    public Logins? LoginsOf(IEnumerable<(LoginGate Gate, int Priority)> gates, string loadBalancerArn) =>
        gates.ToList() is { Count: > 0 } found ? new Logins(found, States(loadBalancerArn), _publicKey, _requests) : null;

    /// <summary>Seals logins of a load balancer that are under way.</summary>
    public CookieSeal States(string loadBalancerArn) => new(keys, $"login {loadBalancerArn}");

    /// <summary>
    /// Makes the keys before the first user needs them, where any may: what they are read from and made by must not fail a
    /// request.
    /// </summary>
    public void PrepareFor(Topology topology)
    {
        if (topology.LoadBalancers.SelectMany(loadBalancer => loadBalancer.Listeners).Any(listener => listener.HasLogins))
        {
            keys.Prepare();
            signing.Prepare();
        }
    }

    private SessionCookies CookiesOf(RuleAction.Authenticate action, string loadBalancerArn)
    {
        if (_cookies.Count >= MostCookies)
        {
            _cookies.Clear();
        }

        return _cookies.GetOrAdd((loadBalancerArn, LoginGate.IdOf(action)), _ => new SessionCookies(
            action.SessionCookieName, new CookieSeal(keys, $"session {action.SessionCookieName} {loadBalancerArn}")));
    }
}
