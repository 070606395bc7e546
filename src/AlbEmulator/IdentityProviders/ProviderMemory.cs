namespace AlbEmulator.IdentityProviders;

/// <summary>What a provider remembers: all of it in memory, bounded, and gone when it ends.</summary>
internal sealed class ProviderMemory(EchoProviderOptions options, TimeProvider time)
{
    /// <summary>How long a code is good. <see href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2"/></summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    /// <summary>How long somebody may look at the page before choosing.</summary>
    public static readonly TimeSpan PageLifetime = TimeSpan.FromMinutes(30);

    /// <summary>Pages that ask who somebody is, by the transaction in them.</summary>
    public Kept<AuthorizationRequest> Pages { get; } = new(1_000, PageLifetime, time);

    /// <summary>By what the cookie of a browser holds; as long as there is room.</summary>
    public Kept<ProviderSession> Sessions { get; } = new(1_000, lifetime: null, time);

    /// <summary>A code that was used stays until its time is over, so that its second use is known.</summary>
    public Kept<AuthorizationCode> Codes { get; } = new(10_000, CodeLifetime, time);

    /// <summary>With those that refresh 10,000 tokens.</summary>
    public Kept<Grant> AccessTokens { get; } = new(5_000, options.TokenLifetime, time);

    /// <summary>Good for as long as there is room.</summary>
    public Kept<Grant> RefreshTokens { get; } = new(5_000, lifetime: null, time);

    /// <summary>Hosts that a code was sent to.</summary>
    public Kept<string> Hosts { get; } = new(1_000, lifetime: null, time);
}
