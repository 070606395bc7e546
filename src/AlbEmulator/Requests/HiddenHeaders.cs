using System.Text.Json;

namespace AlbEmulator.Requests;

/// <summary>
/// What nobody is shown of the headers of a listener's requests where users log in, or tokens are asked for, unless <c>Alb:DebugHeaders</c> says so: whoever has a
/// token, or the cookies of a session, is that user.
/// </summary>
/// <param name="sessionCookies">The names of the cookies of sessions, without the dash and the number.</param>
/// <param name="hasTokens">Whether requests bear tokens.</param>
internal sealed class HiddenHeaders(IReadOnlyList<string> sessionCookies, bool hasTokens)
{
    private const string Hidden = "(hidden: Alb:DebugHeaders shows it)";

    /// <summary>The value as it is shown.</summary>
    public string Shown(string name, string value) => name.ToUpperInvariant() switch
    {
        "AUTHORIZATION" when hasTokens => value.Split(' ') is [var scheme, var token] ? $"{scheme} {Claims(token)}" : Hidden,
        "X-AMZN-OIDC-DATA" => Claims(value),
        "X-AMZN-OIDC-ACCESSTOKEN" => Hidden,
        "COOKIE" => string.Join(';', value.Split(';').Select(Cookie)),
        "SET-COOKIE" => Cookie(value),
        _ => value,
    };

    private string Cookie(string text)
    {
        var start = text.Length - text.TrimStart().Length;
        var equals = text.IndexOf('=', start);
        if (equals < 0 || !sessionCookies.Any(name => text.AsSpan(start).StartsWith($"{name}-")))
        {
            return text;
        }

        var end = text.IndexOf(';', equals);
        return $"{text[..(equals + 1)]}{Hidden}{(end < 0 ? "" : text[end..])}";
    }

    /// <summary>The names of the claims of a JWT.</summary>
    private static string Claims(string token)
    {
        try
        {
            if (token.Split('.') is [_, var payload, _])
            {
                using var claims = JsonDocument.Parse(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(payload.TrimEnd('=')));
                return $"(hidden: a JWT with the claims {string.Join(", ", claims.RootElement.EnumerateObject().Select(static claim => claim.Name))})";
            }
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            // It is hidden all the same.
        }

        return Hidden;
    }
}
