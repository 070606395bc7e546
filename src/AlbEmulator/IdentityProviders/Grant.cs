namespace AlbEmulator.IdentityProviders;

/// <summary>What a user has granted: the code and all tokens that came of it.</summary>
/// <param name="session">Of whom.</param>
/// <param name="scope">As it was asked for.</param>
internal sealed class Grant(ProviderSession session, string scope)
{
    private volatile bool _isRevoked;

    public ProviderSession Session => session;

    public string Scope => scope;

    /// <summary>Whether its tokens are good no longer.</summary>
    public bool IsRevoked => _isRevoked;

    public void Revoke() => _isRevoked = true;
}
