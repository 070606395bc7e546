using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AlbEmulator.IdentityProviders;

/// <summary>Somebody who can log in at an <see cref="EchoProvider"/>.</summary>
/// <param name="Name">As the page shows it. No two have the same.</param>
/// <param name="Password">Null where a button is enough.</param>
/// <param name="Claims">What is told of the user; without <c>sub</c> that is the name.</param>
internal sealed partial record EchoUser(string Name, string? Password, JsonObject Claims)
{
    /// <summary>The two who are there where no other is named, without passwords.</summary>
    public static IReadOnlyList<EchoUser> Usual => [Of("alice"), Of("bob")];

    /// <summary>A user with the usual claims.</summary>
    /// <param name="name">alice and bob have more claims than others.</param>
    /// <param name="password">Null for none.</param>
    public static EchoUser Of(string name, string? password = null) => new(name, password, name switch
    {
        "alice" => Person("Alice Example", "Alice", "Example", "alice@example.com", "admins", "staff"),
        "bob" => Person("Bob Sample", "Bob", "Sample", "bob@example.com", "staff"),
        _ => new JsonObject { ["name"] = name, ["email"] = EmailOf(name), ["email_verified"] = true },
    });

    private static JsonObject Person(string name, string given, string family, string email, params JsonNode[] groups) => new()
    {
        ["name"] = name,
        ["given_name"] = given,
        ["family_name"] = family,
        ["email"] = email,
        ["email_verified"] = true,
        ["groups"] = new JsonArray(groups),
    };

    /// <summary>At a domain that belongs to nobody. <see href="https://www.rfc-editor.org/rfc/rfc6761#section-6.5"/></summary>
    private static string EmailOf(string name)
    {
        var local = NotOfLocalPart().Replace(name.ToLowerInvariant(), ".").Trim('.');
        return name.Contains('@', StringComparison.Ordinal) ? name : $"{(local.Length > 0 ? local : "user")}@example.com";
    }

    [GeneratedRegex("[^a-z0-9_+-]+")]
    private static partial Regex NotOfLocalPart();
}
