using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>Who may pass, as a ListenerRuleConfiguration says it: an action before the one that answers.</summary>
internal sealed class ListenerRuleGates(Manifests manifests, Import import)
{
    /// <summary>The action; null where it is none, which was told.</summary>
    /// <param name="manifest">The ListenerRuleConfiguration.</param>
    /// <param name="type">Of the action.</param>
    /// <param name="config">What it says.</param>
    public Node.Mapping? Of(Manifest manifest, string type, Node config) => type switch
    {
        ActionShape.AuthenticateOidc => OfProvider(manifest, config),
        ActionShape.AuthenticateCognito => OfUserPool(manifest, config),
        _ => Token(manifest, config),
    };

    private Node.Mapping? OfProvider(Manifest manifest, Node config) =>
        OidcActions.Of(config.Origin, field => Needed(manifest, config, field), () => Client(manifest, config), Common(config));

    private ClientSecret? Client(Manifest manifest, Node config)
    {
        if (config.Field("secret").Value("name") is not { Text.Length: > 0 } name)
        {
            import.Tell(config.Origin, $"{manifest.Words} has no authenticateOIDCConfig.secret.name");
            return null;
        }

        var client = ClientSecret.Of(manifests, manifest.Namespace, name.Text, out var words);
        if (client is null)
        {
            import.Tell(name.Origin, $"{manifest.Words}: authenticateOIDCConfig.secret {words}");
        }

        return client;
    }

    private Node.Mapping OfUserPool(Manifest manifest, Node config) =>
        KubernetesActions.Of(config.Origin, ActionShape.AuthenticateCognito, ActionShape.AuthenticateCognitoConfig,
        [
            (AuthenticateShape.UserPoolArn, Needed(manifest, config, "userPoolArn")),
            (AuthenticateShape.UserPoolClientId, Needed(manifest, config, "userPoolClientId")),
            (AuthenticateShape.UserPoolDomain, Needed(manifest, config, "userPoolDomain")),
            .. Common(config),
        ]);

    private static IEnumerable<(Property Property, Node? Value)> Common(Node config) =>
    [
        (AuthenticateShape.ExtraParams, config.Field("authenticationRequestExtraParams")),
        (AuthenticateShape.OnUnauthenticatedRequest, config.Value("onUnauthenticatedRequest")),
        (AuthenticateShape.Scope, config.Value("scope")),
        (AuthenticateShape.SessionCookieName, config.Value("sessionCookieName")),
        (AuthenticateShape.SessionTimeout, config.Field("sessionTimeout")),
    ];

    private Node.Mapping Token(Manifest manifest, Node config) => KubernetesActions.Of(
        config.Origin,
        ActionShape.JwtValidation,
        ActionShape.JwtValidationConfig,
        (JwtValidationShape.JwksEndpoint, Needed(manifest, config, "jwksEndpoint")),
        (JwtValidationShape.Issuer, Needed(manifest, config, "issuer")),
        (JwtValidationShape.AdditionalClaims, config.Field("additionalClaims") is not { } claims ? null : Nodes.Sequence(
            claims.Origin,
            claims.Items().Select(claim => Nodes.Mapping(
                claim.Origin,
                [
                    .. Entry(JwtValidationShape.Format, Needed(manifest, claim, "format")),
                    .. Entry(JwtValidationShape.Name, Needed(manifest, claim, "name")),
                    .. Entry(JwtValidationShape.Values, claim.Field("values")),
                ])))));

    private static Entry[] Entry(Property property, Node? value) => value is null ? [] : [Nodes.Entry(property.Name, value)];

    private Node.Scalar? Needed(Manifest manifest, Node config, string field)
    {
        if (config.Value(field) is { Text.Length: > 0 } value)
        {
            return value;
        }

        import.Tell(config.Origin, $"{manifest.Words} has no {field} here");
        return null;
    }
}
