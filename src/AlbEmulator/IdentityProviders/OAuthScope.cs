using System.Text.RegularExpressions;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// What a client may know and do: words, some of which let claims of a user be told. A claim that belongs to no such word is
/// always told.
/// <see href="https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims"/>
/// </summary>
internal sealed partial class OAuthScope
{
    /// <summary>Characters of a scope at most: it is remembered with each token.</summary>
    public const int Longest = 1024;

    /// <summary>Without it there is neither an ID token nor user info.</summary>
    public const string OpenId = "openid";

    private static readonly (string Word, string[] Claims)[] ClaimsOfWords =
    [
        ("profile",
        [
            "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website",
            "gender", "birthdate", "zoneinfo", "locale", "updated_at",
        ]),
        ("email", ["email", "email_verified"]),
        ("address", ["address"]),
        ("phone", ["phone_number", "phone_number_verified"]),
    ];

    private static readonly Dictionary<string, string> WordOfClaim = ClaimsOfWords
        .SelectMany(static row => row.Claims.Select(claim => KeyValuePair.Create(claim, row.Word)))
        .ToDictionary(StringComparer.Ordinal);

    private readonly string[] _known;

    /// <param name="text">As it was asked for, with blanks between the words.</param>
    public OAuthScope(string text)
    {
        var words = WordsOf(text);
        Text = string.Join(' ', words);
        _known = [.. Known.Intersect(words)];
    }

    /// <summary>Words that mean something here; any other is granted too, and stands in the token for whoever looks for it.</summary>
    public static IReadOnlyList<string> Known { get; } = [OpenId, .. ClaimsOfWords.Select(static row => row.Word)];

    /// <summary>Its words with a blank between them; empty for none.</summary>
    public string Text { get; }

    public bool HasOpenId => _known.Contains(OpenId);

    /// <summary>
    /// Whether a text can be a scope: words of ASCII, no longer than <see cref="Longest"/>.
    /// <see href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3"/>
    /// </summary>
    public static bool IsScope(string text) => text.Length <= Longest && Words().IsMatch(text);

    /// <summary>Whether a claim may be told.</summary>
    public bool Tells(string claim) => !WordOfClaim.TryGetValue(claim, out var word) || _known.Contains(word);

    /// <summary>Whether it holds nothing that another does not.</summary>
    public bool IsWithin(OAuthScope other) => !WordsOf(Text).Except(WordsOf(other.Text)).Any();

    private static string[] WordsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^[\x20\x21\x23-\x5B\x5D-\x7E]*\z")]
    private static partial Regex Words();
}
