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
        ClaimNamesTold = [.. user.Claims.Select(static claim => claim.Key)];
    }

    public string Name { get; }

    public string? Password { get; }

    public string Subject { get; }

    /// <summary>Name and address, for a page; empty where no claim tells them.</summary>
    public string About { get; }

    /// <summary>In the order of the claims.</summary>
    public IReadOnlyList<string> ClaimNamesTold { get; }

    /// <summary>What is told of the user: <c>sub</c> first, then the claims in their order.</summary>
    public JsonObject Claims()
    {
        var told = new JsonObject { [ClaimNames.Subject] = Subject };
        foreach (var (name, value) in JsonNode.Parse(_claims)!.AsObject())
        {
            if (name != ClaimNames.Subject)
            {
                told[name] = value?.DeepClone();
            }
        }

        return told;
    }

    /// <summary>Whether a password is right; any is where there is none.</summary>
    public bool HasPassword(string? given) => Password is null || RandomText.AreEqual(given ?? "", Password);
}
