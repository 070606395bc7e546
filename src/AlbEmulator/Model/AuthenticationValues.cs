using System.Globalization;
using System.Net;

namespace AlbEmulator.Model;

/// <summary>
/// What may stand in actions that authenticate.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html"/>
/// </summary>
public static class AuthenticationValues
{
    /// <summary>In place of the URL of an issuer, and before a port: the emulator itself is the provider there.</summary>
    public const string EchoIssuer = "echo:";

    /// <summary>Ends of the names by which a machine, its containers and its network are called.</summary>
    private static readonly string[] NearbyNames = [".localhost", ".internal", ".local", ".test"];

    /// <summary>Claims of which a JWT validation sees to itself.</summary>
    private static readonly string[] OwnClaims = ["exp", "iss", "nbf", "iat"];

    /// <summary>What is wrong with the URL of an endpoint; null for nothing. AWS takes https alone.</summary>
    public static string? ProblemWithUrl(string url) => Problem(url, takesHttpNearby: false);

    /// <summary>The same where http is taken too, to this machine and to containers beside it.</summary>
    public static string? ProblemWithUrlNearby(string url) => Problem(url, takesHttpNearby: true);

    /// <summary>The same where the emulator may be the provider.</summary>
    public static string? ProblemWithIssuerNearby(string issuer) => IsEcho(issuer) ? ProblemWithEcho(issuer) : ProblemWithUrlNearby(issuer);

    /// <summary>What is wrong with an issuer of tokens, which is compared as it stands and may be any text; null for nothing.</summary>
    public static string? ProblemWithTokenIssuer(string issuer) => IsEcho(issuer) ? ProblemWithUrl(issuer) : null;

    /// <summary>The same where the emulator may be the issuer.</summary>
    public static string? ProblemWithTokenIssuerNearby(string issuer) => IsEcho(issuer) ? ProblemWithEcho(issuer) : null;

    /// <summary>Whether the emulator is meant as the provider, be it with a port that is none.</summary>
    public static bool IsEcho(string issuer) =>
        issuer == EchoIssuer.TrimEnd(':') || issuer.StartsWith(EchoIssuer, StringComparison.Ordinal);

    /// <summary>The port on which the emulator itself is the provider, or 0 for one that is free; null where another is.</summary>
    public static int? EchoPort(string issuer) =>
        issuer.StartsWith(EchoIssuer, StringComparison.Ordinal)
        && int.TryParse(issuer.AsSpan(EchoIssuer.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is >= 0 and <= Bounds.MostPort
            ? port
            : null;

    /// <summary>What is wrong with the name of a session's cookies; null for nothing.</summary>
    public static string? ProblemWithCookieName(string name) =>
        name.Length > 0 && !name.AsSpan().ContainsAnyExcept(HttpToken.Set) ? null : "must be the name of a cookie: letters, digits and some of -_.~!#$%&'*+^`|";

    /// <summary>What is wrong with a secret; null for nothing. It is told nowhere.</summary>
    public static string? ProblemWithSecret(string secret) =>
        secret.Length > 0 ? null : "must not be empty: write it, best as ${NAME}, or remove it";

    /// <summary>What is wrong with a scope; null for nothing.</summary>
    public static string? ProblemWithScope(string scope) =>
        scope.Split(' ').Contains("openid") && !scope.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? null
            : "must hold openid, without which a provider gives no ID token";

    /// <summary>What is wrong with the name of an additional claim; null for nothing.</summary>
    public static string? ProblemWithClaim(string name) =>
        name.Length == 0 ? "must have a name"
        : OwnClaims.Contains(name) ? $"{name} is looked at by itself: remove the claim"
        : null;

    private static string? ProblemWithEcho(string issuer) =>
        EchoPort(issuer) is null ? $"must be {EchoIssuer}PORT with a port from 1 to 65535, or 0 for one that is free, or the URL of a provider" : null;

    private static string? Problem(string url, bool takesHttpNearby)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0
            || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || url.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return "must be a whole URL, such as https://example.com/authorize";
        }

        return uri.Scheme == Uri.UriSchemeHttps || (takesHttpNearby && IsNearby(uri)) ? null
            : takesHttpNearby ? "must begin with https://; http:// is allowed only for this machine, and for names of containers"
            : "must begin with https://";
    }

    private static bool IsNearby(Uri uri) => uri.HostNameType == UriHostNameType.Dns
        ? !uri.Host.Contains('.') || NearbyNames.Any(end => uri.Host.EndsWith(end, StringComparison.OrdinalIgnoreCase))
        : IPAddress.IsLoopback(IPAddress.Parse(uri.Host.Trim('[', ']')));
}
