using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.IdentityProviders;

/// <summary>What an <see cref="EchoProvider"/> is told before it starts.</summary>
internal sealed record EchoProviderOptions
{
    /// <summary>Where it listens.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0 is any free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The URL that tokens name, and below which browsers and the load balancer find it; null for
    /// <c>http://localhost:PORT</c>.
    /// </summary>
    public string? Issuer { get; init; }

    /// <summary>The one client that it knows.</summary>
    public string ClientId { get; init; } = EchoIdentityProvider.ClientId;

    /// <summary>What the client has to show; with null it shows any secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Who can log in; <see cref="EchoUser.Usual"/> where there is none.</summary>
    public IReadOnlyList<EchoUser> Users { get; init; } = [];

    /// <summary>How long access tokens and ID tokens are good, in whole seconds.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether a code gives a refresh token too.</summary>
    public bool HasRefreshTokens { get; init; } = true;
}
