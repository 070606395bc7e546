using System.Text;

namespace AlbEmulator.Model;

/// <summary>
/// Who knows the users: an OpenID Connect provider, and the load balancer as its client. Its endpoints are absolute URLs.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html"/>
/// </summary>
/// <param name="Issuer">As the provider calls itself: compared as it stands, with or without a slash at its end.</param>
/// <param name="ClientId">The load balancer's name with the provider.</param>
public sealed record IdentityProvider(string Issuer, string ClientId)
{
    /// <summary>Where browsers are sent to log in.</summary>
    public required string AuthorizationEndpoint { get; init; }

    /// <summary>Where the load balancer gets tokens for a code.</summary>
    public required string TokenEndpoint { get; init; }

    /// <summary>Where the load balancer gets the claims of a user for a token.</summary>
    public required string UserInfoEndpoint { get; init; }

    /// <summary>Proves to the provider that it is the load balancer who asks; empty where the provider wants none. Told nowhere.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The port of loopback on which the emulator itself is the provider; null where another is.</summary>
    public int? EchoPort { get; init; }

    /// <summary>Whoever prints a record prints no secret.</summary>
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Issuer = {Issuer}, ClientId = {ClientId}");
        return true;
    }
}
