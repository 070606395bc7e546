using System.Net;
using System.Text;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// Who asks for a token: the client, by Basic or in the form. It always shows a secret, also where any is taken.
/// <see href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1"/>
/// </summary>
internal static class ClientAuthentication
{
    private const string Basic = "Basic ";

    /// <summary>Why it is not the client; null where it is.</summary>
    public static OAuthError? ProblemOf(HttpRequest http, Parameters form, EchoProviderOptions options)
    {
        var header = http.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return form["client_id"] is not { } id ? OAuthError.InvalidClient("The client did not say who it is: neither by Basic nor in the form.")
                : form["client_secret"] is not { } secret ? OAuthError.InvalidClient("The client showed no secret.")
                : IsClient((id, secret), options) ? null
                : Wrong;
        }

        if (form["client_secret"] is not null)
        {
            return OAuthError.InvalidRequest("The client showed its secret both by Basic and in the form.");
        }

        if (form["client_id"] is { } named && named != options.ClientId)
        {
            return OAuthError.InvalidClient("The form names another client than the one that is here.");
        }

        // An RFC wants both encoded, as in a form, before they are put together; not every client does that.
        return Shown(header) is not { } shown ? OAuthError.InvalidClient("Authorization is not Basic with a name, a colon and a secret.")
            : IsClient(shown, options) || IsClient((WebUtility.UrlDecode(shown.Id), WebUtility.UrlDecode(shown.Secret)), options) ? null
            : Wrong;
    }

    private static OAuthError Wrong => OAuthError.InvalidClient("There is no such client, or its secret is another.");

    private static bool IsClient((string Id, string Secret) shown, EchoProviderOptions options) =>
        RandomText.AreEqual(shown.Id, options.ClientId)
        && (options.ClientSecret is { } secret ? RandomText.AreEqual(shown.Secret, secret) : shown.Secret.Length > 0);

    private static (string Id, string Secret)? Shown(string header)
    {
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var pair = new byte[header.Length];
        return Convert.TryFromBase64String(header[Basic.Length..].Trim(), pair, out var length)
            && Encoding.UTF8.GetString(pair, 0, length).Split(':', 2) is [var id, var secret]
                ? (id, secret)
                : null;
    }
}
