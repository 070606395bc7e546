namespace AlbEmulator.Model;

/// <summary>The emulator's own provider, as it is and as a load balancer knows it without being told.</summary>
public static class EchoIdentityProvider
{
    /// <summary>The load balancer's name with it.</summary>
    public const string ClientId = "alb-echo";

    /// <summary>Stands for the secret, of which it takes any.</summary>
    public const string AnySecret = "any-secret";

    public const string AuthorizePath = "/authorize";
    public const string TokenPath = "/token";
    public const string UserInfoPath = "/userinfo";
    public const string JwksPath = "/jwks";

    /// <summary>As it calls itself on a port of this machine.</summary>
    public static string IssuerAt(int port) => $"http://localhost:{port}";

    /// <summary>The provider on a port, as whose client the load balancer asks.</summary>
    public static IdentityProvider At(int port) => new(IssuerAt(port), ClientId)
    {
        AuthorizationEndpoint = IssuerAt(port) + AuthorizePath,
        TokenEndpoint = IssuerAt(port) + TokenPath,
        UserInfoEndpoint = IssuerAt(port) + UserInfoPath,
        ClientSecret = AnySecret,
        EchoPort = port,
    };

    /// <summary>Tokens of the provider on a port.</summary>
    public static RuleAction.JwtValidation TokensAt(int port) => new(IssuerAt(port) + JwksPath, IssuerAt(port)) { EchoPort = port };
}
