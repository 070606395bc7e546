using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Who may pass, as <c>auth-…</c> and <c>jwt-validation</c> say it: an action before the one that answers.</summary>
internal sealed class IngressAuthentication(Manifests manifests)
{
    private const string Type = "auth-type";
    private const string Oidc = "auth-idp-oidc";
    private const string Cognito = "auth-idp-cognito";
    private const string Jwt = "jwt-validation";
    private const string Unauthenticated = "auth-on-unauthenticated-request";

    /// <summary>The action; null where everybody may pass.</summary>
    /// <param name="member">The Ingress, which alone says which tokens requests must bear.</param>
    /// <param name="annotations">Those of its backend.</param>
    public Node.Mapping? Of(IngressMember member, Annotations annotations)
    {
        var type = annotations.Text(Type);
        var token = AnnotationObject.Of(member.Annotations, Jwt);
        if (type is { Text: not ("none" or "oidc" or "cognito") })
        {
            annotations.Tell(Type, type.Origin, $"is {Quoted.Text(type.Text)}: write none, oidc or cognito");
            return null;
        }

        var asksForLogin = type is { Text: not "none" };
        if (asksForLogin && token is not null)
        {
            annotations.Tell(Type, type!.Origin, $"does not go with {Annotations.Prefix}{Jwt}: remove one of the two");
            return null;
        }

        return token is not null ? Token(token)
            : !asksForLogin ? null
            : type!.Text == "oidc" ? Login(member, annotations, Oidc)
            : Login(member, annotations, Cognito);
    }

    /// <summary>Where it is said that not everybody may pass.</summary>
    public static Origin? PlaceOf(IngressMember member, Annotations annotations) => annotations.PlaceOf(Type) ?? member.Annotations.PlaceOf(Jwt);

    private Node.Mapping? Login(IngressMember member, Annotations annotations, string name)
    {
        if (AnnotationObject.Of(annotations, name) is not { } config)
        {
            if (annotations.PlaceOf(name) is null)
            {
                annotations.Tell(Type, annotations.PlaceOf(Type)!, $"needs {Annotations.Prefix}{name}, and there is none");
            }

            return null;
        }

        return name == Oidc
            ? OfProvider(member, annotations, config)
            : KubernetesActions.Of(config.Origin, ActionShape.AuthenticateCognito, ActionShape.AuthenticateCognitoConfig,
            [
                (AuthenticateShape.UserPoolArn, config.Needed("userPoolARN")),
                (AuthenticateShape.UserPoolClientId, config.Needed("userPoolClientID")),
                (AuthenticateShape.UserPoolDomain, config.Needed("userPoolDomain")),
                .. Common(annotations, config),
            ]);
    }

    private Node.Mapping? OfProvider(IngressMember member, Annotations annotations, AnnotationObject config) =>
        OidcActions.Of(config.Origin, config.Needed, () => Client(member, annotations, config), Common(annotations, config));

    private ClientSecret? Client(IngressMember member, Annotations annotations, AnnotationObject config)
    {
        if (config.Needed("secretName") is not { } name)
        {
            return null;
        }

        var client = ClientSecret.Of(manifests, member.Ingress.Namespace, name.Text, out var words);
        if (client is null)
        {
            annotations.Tell(Oidc, name.Origin, words);
        }

        return client;
    }

    private static IEnumerable<(Property Property, Node? Value)> Common(Annotations annotations, AnnotationObject config)
    {
        var unauthenticated = annotations.Text(Unauthenticated);
        if (unauthenticated is { Text: not ("authenticate" or AuthenticateShape.Allow or AuthenticateShape.Deny) })
        {
            annotations.Tell(Unauthenticated, unauthenticated.Origin, $"is {Quoted.Text(unauthenticated.Text)}: write authenticate, allow or deny");
            unauthenticated = null;
        }

        yield return (AuthenticateShape.ExtraParams, config.Map("authenticationRequestExtraParams"));
        yield return (AuthenticateShape.OnUnauthenticatedRequest, unauthenticated);
        yield return (AuthenticateShape.Scope, annotations.Text("auth-scope"));
        yield return (AuthenticateShape.SessionCookieName, annotations.Text("auth-session-cookie"));
        yield return (AuthenticateShape.SessionTimeout, annotations.Integer("auth-session-timeout", long.MaxValue - 1));
    }

    private static Node.Mapping Token(AnnotationObject config) => KubernetesActions.Of(
        config.Origin,
        ActionShape.JwtValidation,
        ActionShape.JwtValidationConfig,
        (JwtValidationShape.JwksEndpoint, config.Needed("jwksEndpoint")),
        (JwtValidationShape.Issuer, config.Needed("issuer")),
        (JwtValidationShape.AdditionalClaims, config.Objects("additionalClaims") is not { } claims ? null : Nodes.Sequence(
            config.Origin,
            claims.Select(claim => Nodes.Mapping(
                claim.Origin,
                [
                    .. claim.Needed("format") is { } format ? [Nodes.Entry(JwtValidationShape.Format.Name, format)] : (Entry[])[],
                    .. claim.Needed("name") is { } name ? [Nodes.Entry(JwtValidationShape.Name.Name, name)] : (Entry[])[],
                    Nodes.Entry(JwtValidationShape.Values.Name, Nodes.Sequence(claim.Origin, ValuesOf(claim))),
                ])))));

    private static IReadOnlyList<Node.Scalar> ValuesOf(AnnotationObject claim)
    {
        if (!claim.Has("values"))
        {
            claim.Tell("has a claim without values");
        }

        return claim.Texts("values");
    }
}
