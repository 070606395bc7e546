using AlbEmulator.Model;

namespace AlbEmulator.IdentityProviders;

/// <summary>What is told of a provider to whoever wants to use it.</summary>
/// <param name="urls">As it calls itself.</param>
/// <param name="address">Where it answers in fact, such as <c>http://localhost:9400</c>.</param>
/// <param name="clientId">Of its client.</param>
/// <param name="secret">As it is told to whoever reads.</param>
internal sealed class ProviderUsage(ProviderUrls urls, string address, string clientId, string secret)
{
    private bool IsUserPool => UserPool.IsIssuer(urls.Issuer);

    /// <summary>
    /// What a topology file says, by the name of the object that holds it.
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html"/>
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_JwtValidationActionConfig.html"/>
    /// </summary>
    public IReadOnlyList<(string Name, IReadOnlyList<(string Name, string Value)> Properties)> Configs => IsUserPool ? [Tokens] : [Logins, Tokens];

    /// <summary>Arguments of the emulator by which it is found in the place of a user pool; null where it calls itself no such.</summary>
    public string? Arguments => IsUserPool
        ? $"--Alb:Cognito:Endpoint={address} {ShellWord.Of($"--Alb:Cognito:ClientSecrets:{clientId}={secret}")}"
        : null;

    /// <summary>A line of a shell that gets a token.</summary>
    public string TokenCommand
    {
        get
        {
            var endpoint = IsUserPool ? address + UserPool.TokenPath : urls.Of(ProviderUrls.TokenPath);
            // Encoded, since the name of a client may hold a colon too.
            var client = ShellWord.Of($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}");
            return $"curl -s -u {client} {endpoint} -d grant_type={TokenEndpoint.OfClient}";
        }
    }

    private (string Name, IReadOnlyList<(string Name, string Value)> Properties) Logins => ("AuthenticateOidcConfig",
    [
        ("Issuer", urls.Issuer),
        ("AuthorizationEndpoint", urls.Of(ProviderUrls.AuthorizePath)),
        ("TokenEndpoint", urls.Of(ProviderUrls.TokenPath)),
        ("UserInfoEndpoint", urls.Of(ProviderUrls.UserInfoPath)),
        ("ClientId", clientId),
        ("ClientSecret", secret),
    ]);

    private (string Name, IReadOnlyList<(string Name, string Value)> Properties) Tokens => ("JwtValidationConfig",
    [
        ("Issuer", urls.Issuer),
        ("JwksEndpoint", IsUserPool ? address + urls.BasePath + UserPool.JwksPath : urls.Of(ProviderUrls.JwksPath)),
    ]);
}
