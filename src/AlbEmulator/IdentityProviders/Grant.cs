namespace AlbEmulator.IdentityProviders;

/// <summary>What was granted: the code and all tokens that came of it.</summary>
/// <param name="session">Of which user; null where a client asked for itself.</param>
/// <param name="scope">As it was asked for.</param>
/// <param name="whole">Of which it is a part, and with which it ends; null where it is whole.</param>
internal sealed class Grant(ProviderSession? session, OAuthScope scope, Grant? whole = null)
{
    private volatile bool _isRevoked;

    public ProviderSession? Session => session;

    public OAuthScope Scope => scope;

    /// <summary>Whether its tokens are good no longer.</summary>
    public bool IsRevoked => whole?.IsRevoked ?? _isRevoked;

    public void Revoke() => _isRevoked = true;

    /// <summary>The same with less to tell.</summary>
    public Grant Within(OAuthScope less) => new(session, less, whole ?? this);
}
