using System.Text.RegularExpressions;
using AlbEmulator.Model;

namespace AlbEmulator.IdentityProviders;

/// <summary>Where a provider is found, as its issuer says.</summary>
/// <param name="issuer">A URL for which <see cref="IsIssuer"/> holds.</param>
internal sealed partial class ProviderUrls(string issuer)
{
    public const string AuthorizePath = EchoIdentityProvider.AuthorizePath;
    public const string TokenPath = EchoIdentityProvider.TokenPath;
    public const string UserInfoPath = EchoIdentityProvider.UserInfoPath;
    public const string JwksPath = EchoIdentityProvider.JwksPath;
    public const string LogoutPath = "/logout";
    public const string DiscoveryPath = "/.well-known/openid-configuration";

    private readonly string _base = issuer.TrimEnd('/');

    public string Issuer { get; } = issuer;

    /// <summary><c>http://localhost:9000</c>, without the path.</summary>
    public string Origin { get; } = new Uri(issuer).GetLeftPart(UriPartial.Authority);

    /// <summary>What stands before its paths; empty where the issuer has none.</summary>
    public string BasePath { get; } = new Uri(issuer).AbsolutePath.TrimEnd('/');

    public bool IsHttps => Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is a URL that can be an issuer here: http or https, without a query and a fragment.</summary>
    public static bool IsIssuer(string text) => PlainUrl().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out _);

    /// <summary>One of the paths as a whole URL.</summary>
    public string Of(string path) => _base + path;

    /// <summary>
    /// The path of a request without that of the issuer. Whoever is before the provider may have taken it away or not.
    /// </summary>
    public string Within(string path) =>
        BasePath.Length == 0 || !path.StartsWith(BasePath, StringComparison.Ordinal) ? path
        : path.Length == BasePath.Length ? "/"
        : path[BasePath.Length] == '/' ? path[BasePath.Length..]
        : path;

    [GeneratedRegex(@"^(?i:https?)://[A-Za-z0-9._~:\[\]-]+(/[A-Za-z0-9._~/-]*)?\z")]
    private static partial Regex PlainUrl();
}
