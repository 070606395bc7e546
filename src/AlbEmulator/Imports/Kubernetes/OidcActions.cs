using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The action that lets those pass whom a provider of OpenID Connect knows, wherever it is written.</summary>
internal static class OidcActions
{
    /// <param name="origin">Where it is written.</param>
    /// <param name="needed">The value of a field; null where there is none, which was told.</param>
    /// <param name="client">Which client of the provider the load balancer is; null where no Secret says it, which was told.</param>
    /// <param name="common">What is said for logins with any provider.</param>
    /// <returns>Null where it is none, which was told.</returns>
    public static Node.Mapping? Of(
        Origin origin, Func<string, Node.Scalar?> needed, Func<ClientSecret?> client, IEnumerable<(Property Property, Node? Value)> common)
    {
        var issuer = needed("issuer");
        if (issuer is not null && AuthenticationValues.EchoPort(issuer.Text) is not null)
        {
            // The provider that the emulator runs, which no cluster has: it needs neither endpoints nor a Secret.
            return Action([(AuthenticateShape.Issuer, issuer), .. common]);
        }

        return client() is not { } known ? null : Action(
        [
            (AuthenticateShape.Issuer, issuer),
            (AuthenticateShape.AuthorizationEndpoint, needed("authorizationEndpoint")),
            (AuthenticateShape.TokenEndpoint, needed("tokenEndpoint")),
            (AuthenticateShape.UserInfoEndpoint, needed("userInfoEndpoint")),
            (AuthenticateShape.ClientId, known.Id),
            (AuthenticateShape.ClientSecret, known.Secret),
            .. common,
        ]);

        Node.Mapping Action(IReadOnlyList<(Property Property, Node? Value)> values) =>
            KubernetesActions.Of(origin, ActionShape.AuthenticateOidc, ActionShape.AuthenticateOidcConfig, values);
    }
}
