namespace AlbEmulator.IdentityProviders;

/// <summary>What became of the parameters of an authorization request.</summary>
internal abstract record AuthorizationReading
{
    private AuthorizationReading()
    {
    }

    public sealed record Right(AuthorizationRequest Request) : AuthorizationReading;

    /// <summary>Wrong in a way that is told to the user alone: it is not known where an answer may go.</summary>
    public sealed record Told(string Problem) : AuthorizationReading;

    /// <summary>Wrong in a way that is told to the client.</summary>
    public sealed record SentBack(string RedirectUri, string? State, string Error, string Description) : AuthorizationReading;
}
