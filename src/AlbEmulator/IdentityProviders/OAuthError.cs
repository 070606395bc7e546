using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.IdentityProviders;

/// <summary>Why there is no token. <see href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2"/></summary>
/// <param name="Error">One of the words that are defined.</param>
/// <param name="Description">For whoever looks for the reason.</param>
internal sealed record OAuthError(string Error, string Description)
{
    public int Status { get; init; } = StatusCodes.Status400BadRequest;

    public static OAuthError InvalidRequest(string description) => new("invalid_request", description);

    public static OAuthError InvalidGrant(string description) => new("invalid_grant", description);

    public static OAuthError InvalidClient(string description) =>
        new("invalid_client", description) { Status = StatusCodes.Status401Unauthorized };

    public ProviderAnswer ToAnswer() =>
        new ProviderAnswer.Json(Status, new JsonObject { ["error"] = Error, ["error_description"] = Description })
        {
            Header = Status == StatusCodes.Status401Unauthorized ? (HeaderNames.WWWAuthenticate, "Basic realm=\"echo provider\"") : null,
        };
}
