using System.Text.Json.Nodes;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// An <see cref="EchoUser"/> as it was when the provider started. Nodes of JSON are not for several threads at once, so
/// each that asks gets claims of its own.
/// </summary>
internal sealed class KnownUser
{
    private readonly string _claims;

    public KnownUser(EchoUser user)
    {
        (Name, Password, _claims) = (user.Name, user.Password, user.Claims.ToJsonString());
        Subject = user.Claims[ClaimNames.Subject] is { } subject ? subject.ToString() : user.Name;
        string?[] about = [user.Claims["name"]?.ToString(), user.Claims["email"]?.ToString()];
        About = string.Join(", ", about.Where(static text => text is { Length: > 0 }));
        NamesOfClaims = [.. user.Claims.Select(static claim => claim.Key).Prepend(ClaimNames.Subject).Distinct()];
    }

    public string Name { get; }

    public string? Password { get; }

    public string Subject { get; }

    /// <summary>Name and address, for a page; empty where no claim tells them.</summary>
    public string About { get; }

    /// <summary><c>sub</c> first, then the others in their order.</summary>
    public IReadOnlyList<string> NamesOfClaims { get; }

    /// <summary>What is told of the user: <c>sub</c> first, then the claims in their order.</summary>
    public JsonObject Claims(OAuthScope scope)
    {
        var told = new JsonObject { [ClaimNames.Subject] = Subject };
        Tell(told, scope, [ClaimNames.Subject]);
        return told;
    }

    /// <summary>Adds the claims that a scope lets be told.</summary>
    /// <param name="token">To which they are added.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="kept">Names that are not the user's to say.</param>
    public void Tell(JsonObject token, OAuthScope scope, IReadOnlyList<string> kept)
    {
        foreach (var (name, value) in JsonNode.Parse(_claims)!.AsObject())
        {
            if (scope.Tells(name) && !kept.Contains(name))
            {
                token[name] = value?.DeepClone();
            }
        }
    }

    /// <summary>Whether a password is right; any is where there is none.</summary>
    public bool HasPassword(string? given) => Password is null || RandomText.AreEqual(given ?? "", Password);
}
