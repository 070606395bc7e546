namespace AlbEmulator.IdentityProviders;

/// <summary>Somebody who is logged in at the provider with one browser.</summary>
/// <param name="User">Who.</param>
/// <param name="Since">When the user was asked.</param>
internal sealed record ProviderSession(KnownUser User, DateTimeOffset Since);
