using AlbEmulator.Model;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.AwsApis.Query;

/// <summary>
/// What a request was signed for. The signature itself is not looked at: any credentials are taken.
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html"/>
/// </summary>
/// <param name="AccessKey">Of whoever signed it.</param>
/// <param name="Region">Such as <c>us-east-1</c>.</param>
/// <param name="Service">Such as <c>elasticloadbalancing</c>; empty when the request is not signed.</param>
internal sealed record QueryScope(string AccessKey, string Region, string Service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Credential = "Credential=";
    private const string CredentialParameter = "X-Amz-Credential";
    private const string SignatureParameter = "X-Amz-Signature";
    private const string Bearer = "Bearer ";
    private const string Browser = "Mozilla/";
    private const int AccountIdLength = 12;
    private const int LongestPart = 128;

    /// <summary>The account that the request acts in: a key of 12 digits is one, all others are the settings'.</summary>
    public string Account(AlbSettings settings) =>
        AccessKey.Length == AccountIdLength && AccessKey.All(char.IsAsciiDigit) ? AccessKey : settings.AccountId;

    /// <summary>
    /// What a request was signed for, by its header or by its parameters; without a signature the settings' region.
    /// </summary>
    public static (QueryScope? Scope, QueryError? Error) Of(HttpRequest http, QueryValue parameters, AlbSettings settings)
    {
        var header = http.Headers[HeaderNames.Authorization].ToString();
        if (InHeader(header) is { } signed)
        {
            return Parse(signed);
        }

        if (header.Length > 0 && !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Incomplete($"Authorization must be {Algorithm} with a Credential, not {Quoted.Text(header)}"));
        }

        return parameters.Text(CredentialParameter) is { } credential
            ? Parse(credential)
            : (new QueryScope("", settings.Region, ""), null);
    }

    /// <summary>Whose access key a request is signed with; empty where it is not signed, or not as it should be.</summary>
    public static string AccessKeyOf(HttpRequest http) =>
        Parse(InHeader(http.Headers[HeaderNames.Authorization].ToString()) ?? http.Query[CredentialParameter].ToString())
            .Item1?.AccessKey ?? "";

    /// <summary>What service a request is signed for; empty where it is not signed, or not as it should be.</summary>
    public static string ServiceOf(HttpRequest http) =>
        Parse(InHeader(http.Headers[HeaderNames.Authorization].ToString()) ?? http.Query[CredentialParameter].ToString())
            .Item1?.Service ?? "";

    /// <summary>
    /// Whether a request is signed. As signatures are not looked at, one that is part of a URL proves nothing where a browser
    /// sends it: any page can have written it.
    /// </summary>
    public static bool IsSigned(HttpRequest http) =>
        InHeader(http.Headers[HeaderNames.Authorization].ToString()) is not null
        || (http.Query.ContainsKey(SignatureParameter)
            && !http.Headers.UserAgent.ToString().StartsWith(Browser, StringComparison.Ordinal));

    /// <summary>Null where the header has another form.</summary>
    private static string? InHeader(string header)
    {
        if (!header.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return null;
        }

        var start = header.IndexOf(Credential, StringComparison.Ordinal);
        var end = start < 0 ? -1 : header.IndexOfAny([',', ' '], start);
        return start < 0 ? "" : header[(start + Credential.Length)..(end < 0 ? header.Length : end)];
    }

    private static (QueryScope?, QueryError?) Parse(string credential) =>
        credential.Split('/') is [.. { Length: >= 1 } key, var date, var region, var service, "aws4_request"] &&
        date.Length == 8 && IsName(region) && IsName(service)
            ? (new QueryScope(string.Join('/', key), region, service), null)
            : (null, Incomplete(
                $"Credential must be KEY/DATE/REGION/SERVICE/aws4_request, not {Quoted.Text(credential)}"));

    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestPart &&
        text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');

    private static QueryError Incomplete(string message) => new("IncompleteSignature", message);
}
