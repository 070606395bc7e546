using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Authentication;

/// <summary>
/// <c>x-amzn-oidc-data</c>: a JWT by which a target knows that the load balancer said it. All three parts are base64url with
/// the padding kept, over which the signature is made; no library writes it so.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding"/>
/// </summary>
/// <param name="key">Signs.</param>
/// <param name="provider">Whose users they are.</param>
/// <param name="loadBalancerArn">The signer.</param>
internal sealed class UserToken(UserTokenKey key, IdentityProvider provider, string loadBalancerArn)
{
    /// <summary>Seconds that a token is good for, from the request on.</summary>
    private const int Lifetime = 120;

    private readonly string _issuer = Quoted(provider.Issuer);

    private readonly Lazy<string> _header = new(() =>
        $$"""{"typ":"JWT","kid":"{{key.Kid}}","alg":"ES256","iss":{{Quoted(provider.Issuer)}},"client":{{Quoted(provider.ClientId)}},"signer":{{Quoted(loadBalancerArn)}},"exp":""");

    /// <param name="claims">Of the user.</param>
    /// <param name="second">Of the request, in seconds since 1970.</param>
    public string Mint(UserClaims claims, long second)
    {
        var expires = (second + Lifetime).ToString(CultureInfo.InvariantCulture);
        var header = Encoding.UTF8.GetBytes($"{_header.Value}{expires}}}");
        var separator = claims.Begun.Length > 1 ? "," : "";
        byte[] payload = [.. claims.Begun.Span, .. Encoding.UTF8.GetBytes($"{separator}\"exp\":{expires},\"iss\":{_issuer}}}")];
        var signed = $"{Padded(header)}.{Padded(payload)}";
        return $"{signed}.{Padded(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Padded(ReadOnlySpan<byte> bytes)
    {
        var text = Base64Url.EncodeToString(bytes);
        return text.PadRight((text.Length + 3) / 4 * 4, '=');
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
