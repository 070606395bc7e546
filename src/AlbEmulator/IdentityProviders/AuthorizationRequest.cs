using System.Globalization;
using System.Text.RegularExpressions;
using AlbEmulator.Model;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// A client's wish to know who somebody is, with nothing wrong in it.
/// <see href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest"/>
/// </summary>
/// <param name="ClientId">The client that the provider knows.</param>
/// <param name="RedirectUri">Where the answer goes.</param>
/// <param name="Scope">Words, with <c>openid</c> among them.</param>
/// <param name="State">Goes back as it came.</param>
/// <param name="Nonce">Goes into the ID token.</param>
/// <param name="Challenge">Of PKCE, by S256; null where it is not used.</param>
/// <param name="Prompt">Words.</param>
/// <param name="MaxAge">How long ago the user may have been asked; null for any time.</param>
internal sealed partial record AuthorizationRequest(
    string ClientId, string RedirectUri, string Scope, string? State, string? Nonce, string? Challenge, string Prompt, TimeSpan? MaxAge)
{
    /// <summary>Characters of each value that is remembered until a token is asked for.</summary>
    public const int Longest = OAuthScope.Longest;

    private const string None = "none";

    /// <summary>What may stand in <c>prompt</c>.</summary>
    public static IReadOnlyList<string> Prompts { get; } = [None, "login", "consent", "select_account"];

    /// <summary>Whether nobody may be asked.</summary>
    public bool IsSilent => Has(Prompt, None);

    /// <summary>Whether somebody is asked who is logged in too.</summary>
    public bool AsksAnyway => Prompt.Length > 0 && !IsSilent;

    public static AuthorizationReading Read(Parameters given, string clientId)
    {
        if (given.Repeated is "client_id" or "redirect_uri")
        {
            return new AuthorizationReading.Told($"{given.Repeated} came twice.");
        }

        if (given["client_id"] is not { } client)
        {
            return new AuthorizationReading.Told("client_id is missing: it says who asks.");
        }

        if (client != clientId)
        {
            return new AuthorizationReading.Told($"There is no client {client} here, only {clientId}: write that as ClientId.");
        }

        if (given["redirect_uri"] is not { } redirectUri)
        {
            return new AuthorizationReading.Told("redirect_uri is missing: it says where the answer goes.");
        }

        if (redirectUri.Length > Longest || !AnswerPlace().IsMatch(redirectUri) || !Uri.TryCreate(redirectUri, UriKind.Absolute, out _))
        {
            return new AuthorizationReading.Told(
                $"redirect_uri is {redirectUri}, and no load balancer listens there: it has to be an http or https URL with "
                + $"the path {RuleAction.Authenticate.CallbackPath} and nothing behind it, such as "
                + $"http://localhost:8080{RuleAction.Authenticate.CallbackPath}.");
        }

        return WrongIn(given) is var (error, description)
            ? new AuthorizationReading.SentBack(redirectUri, given["state"], error, description)
            : new AuthorizationReading.Right(new(
                client,
                redirectUri,
                given["scope"]!,
                given["state"],
                given["nonce"],
                given["code_challenge"],
                given["prompt"] ?? "",
                MaxAgeOf(given) is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
    }

    /// <summary>The first thing that is wrong and is told to the client; the words hold nothing of the request.</summary>
    private static (string Error, string Description)? WrongIn(Parameters given)
    {
        const string invalid = "invalid_request";
        var prompt = given["prompt"] ?? "";
        return given switch
        {
            { Repeated: not null } => (invalid, "A parameter came twice."),
            _ when given["request"] is not null => ("request_not_supported", "The parameter request is not known here."),
            _ when given["request_uri"] is not null => ("request_uri_not_supported", "The parameter request_uri is not known here."),
            _ when given["response_type"] is null => (invalid, "response_type is missing."),
            _ when given["response_type"] != "code" => ("unsupported_response_type", "response_type has to be code."),
            _ when given["response_mode"] is not (null or "query") => (invalid, "response_mode has to be query."),
            _ when !Has(given["scope"] ?? "", OAuthScope.OpenId) => ("invalid_scope", "scope has to hold openid."),
            _ when given["scope"]!.Length > Longest || given["nonce"]?.Length > Longest => (invalid, "scope or nonce is too long."),
            _ when given["code_challenge"] is null && given["code_challenge_method"] is not null => (invalid, "code_challenge is missing."),
            _ when given["code_challenge"] is not null && given["code_challenge_method"] != "S256" =>
                (invalid, "code_challenge_method has to be S256."),
            _ when given["code_challenge"] is { } challenge && !Challenges().IsMatch(challenge) => (invalid, "code_challenge is no SHA-256."),
            _ when Words(prompt).Except(Prompts).Any() => (invalid, "prompt holds a word that is not known here."),
            _ when Has(prompt, None) && Words(prompt).Length > 1 => (invalid, "prompt holds none and something else."),
            _ when given["max_age"] is not null && MaxAgeOf(given) is null => (invalid, "max_age has to be a number of seconds."),
            _ => null,
        };
    }

    private static int? MaxAgeOf(Parameters given) =>
        int.TryParse(given["max_age"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static bool Has(string words, string word) => Words(words).Contains(word);

    private static string[] Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Nothing but a scheme, a host, perhaps a port, and the path.</summary>
    [GeneratedRegex(@"^(?i:https?)://[A-Za-z0-9._~:\[\]-]+" + RuleAction.Authenticate.CallbackPath + @"\z")]
    private static partial Regex AnswerPlace();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{43}\z")]
    private static partial Regex Challenges();
}
