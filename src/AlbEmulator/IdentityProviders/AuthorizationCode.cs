namespace AlbEmulator.IdentityProviders;

/// <summary>What the client gets tokens for.</summary>
/// <param name="grant">What was granted.</param>
/// <param name="request">What it was asked with.</param>
internal sealed class AuthorizationCode(Grant grant, AuthorizationRequest request)
{
    private int _uses;

    public Grant Grant => grant;

    public AuthorizationRequest Request => request;

    /// <returns>Whether this was the first time.</returns>
    public bool Use() => Interlocked.Increment(ref _uses) == 1;
}
