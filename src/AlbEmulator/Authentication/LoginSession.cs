namespace AlbEmulator.Authentication;

/// <summary>Somebody who has logged in. The browser keeps it, sealed, in cookies.</summary>
/// <param name="Host">At which the user logged in, without a port: browsers tell cookies apart by it.</param>
/// <param name="Began">When the provider was left.</param>
/// <param name="AccessToken">Of the provider.</param>
/// <param name="RefreshToken">Of the provider; empty where it gives none.</param>
/// <param name="AccessExpires">When the access token ends; null where the provider does not say.</param>
/// <param name="Claims">What the provider tells of the user.</param>
internal sealed record LoginSession(
    string Host, DateTimeOffset Began, string AccessToken, string RefreshToken, DateTimeOffset? AccessExpires, UserClaims Claims)
{
    private const byte Version = 1;

    private readonly Lock _refreshing = new();
    private MintedToken? _minted;
    private IReadOnlyList<KeyValuePair<string, string>>? _cookies;
    private Task<LoginSession?>? _refreshed;

    /// <summary>Whether the access token is to be got anew before the claims are used.</summary>
    public bool IsStale(DateTimeOffset now) => RefreshToken.Length > 0 && AccessExpires <= now;

    /// <summary>What a target is told of the user: minted once a second, since its times are whole seconds.</summary>
    public string DataFor(UserToken token, DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        var minted = _minted;
        if (minted is null || minted.Second != second)
        {
            _minted = minted = new MintedToken(second, token.Mint(Claims, second));
        }

        return minted.Text;
    }

    /// <summary>
    /// What it becomes when its claims are got anew; null for nothing. Asked for once: a provider may take a refresh token one
    /// time only, and a browser has more requests under way with the cookies that it had.
    /// </summary>
    public Task<LoginSession?> RefreshAsync(Func<Task<LoginSession?>> refresh)
    {
        lock (_refreshing)
        {
            return _refreshed = _refreshed is null or { IsFaulted: true } ? refresh() : _refreshed;
        }
    }

    /// <summary>The cookies that keep it, made once; null where it is too long for any.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? CookiesBy(SessionCookies cookies) => _cookies ??= cookies.Write(this);

    public byte[] Write() => SealedText.Write(writer =>
    {
        writer.Write(Version);
        writer.Write(Host);
        writer.Write(Began.ToUnixTimeSeconds());
        writer.Write(AccessToken);
        writer.Write(RefreshToken);
        writer.Write(AccessExpires?.ToUnixTimeSeconds() ?? 0);
        writer.Write(Claims.Json.Length);
        writer.Write(Claims.Json);
    });

    /// <summary>Null for bytes of another version.</summary>
    public static LoginSession? Read(byte[] bytes) => SealedText.Read(bytes, reader =>
    {
        if (reader.ReadByte() != Version)
        {
            return null;
        }

        var host = reader.ReadString();
        var began = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64());
        var (access, refresh) = (reader.ReadString(), reader.ReadString());
        DateTimeOffset? expires = reader.ReadInt64() is > 0 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return UserClaims.Parse(reader.ReadBytes(reader.ReadInt32())) is { } claims
            ? new LoginSession(host, began, access, refresh, expires, claims)
            : null;
    });

    private sealed record MintedToken(long Second, string Text);
}
