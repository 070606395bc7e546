using System.Security.Cryptography;
using System.Text;
using AlbEmulator.AwsApis.Query;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.ControlPort;

/// <summary>
/// The setting <c>ControlToken</c>: what a request has to show, as a bearer token or, since clients of AWS have no such
/// thing, as the access key that it is signed with.
/// <see href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1"/>
/// </summary>
internal sealed class ControlToken(AlbSettings settings)
{
    private const string Bearer = "Bearer ";

    private readonly byte[] _token = Encoding.UTF8.GetBytes(settings.ControlToken);

    /// <summary>Whether a request may come in.</summary>
    public bool IsShownBy(HttpRequest http) => _token.Length == 0 || IsToken(Shown(http));

    /// <summary>What is shown in its place; empty for nothing.</summary>
    public static string Shown(HttpRequest http)
    {
        var header = http.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : QueryScope.AccessKeyOf(http);
    }

    /// <summary>In a time that tells nothing of where they differ.</summary>
    private bool IsToken(string shown) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), _token);
}
