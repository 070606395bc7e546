using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the configuration of an authenticate-oidc or authenticate-cognito action to the model.</summary>
internal static class AuthenticateReader
{
    private static readonly Property[] OfAnotherProvider =
    [
        AuthenticateShape.AuthorizationEndpoint, AuthenticateShape.TokenEndpoint, AuthenticateShape.UserInfoEndpoint,
        AuthenticateShape.ClientId, AuthenticateShape.ClientSecret,
    ];

    /// <summary>Null where it lacks what it must have, which was told.</summary>
    public static RuleAction.Authenticate? Read(Node config, bool isCognito, ReadingContext context) =>
        (isCognito ? OfUserPool(config, context) : Of(config, context)) is not { } provider ? null : new(provider)
        {
            UserPoolArn = isCognito ? ReadingContext.Text(config, AuthenticateShape.UserPoolArn) : null,
            SessionCookieName = ReadingContext.Text(config, AuthenticateShape.SessionCookieName) ?? RuleAction.DefaultSessionCookieName,
            Scope = ReadingContext.Text(config, AuthenticateShape.Scope) ?? RuleAction.DefaultScope,
            SessionTimeout = TimeSpan.FromSeconds(
                ReadingContext.Integer(config, AuthenticateShape.SessionTimeout) ?? Bounds.MostSessionTimeoutSeconds),
            ExtraParams = ExtraParams(config),
            OnUnauthenticatedRequest = ReadingContext.Text(config, AuthenticateShape.OnUnauthenticatedRequest) switch
            {
                AuthenticateShape.Allow => OnUnauthenticatedRequest.Allow,
                AuthenticateShape.Deny => OnUnauthenticatedRequest.Deny,
                _ => OnUnauthenticatedRequest.Authenticate,
            },
        };

    private static IdentityProvider? Of(Node config, ReadingContext context)
    {
        // What is missing or wrong of it was told.
        if (ReadingContext.Text(config, AuthenticateShape.Issuer) is not { } issuer)
        {
            return null;
        }

        if (AuthenticationValues.EchoPort(issuer) is { } port)
        {
            return Echo(config, port, context);
        }

        // Its port is none, which was told.
        if (AuthenticationValues.IsEcho(issuer))
        {
            return null;
        }

        if (ReadingContext.Flag(config, AuthenticateShape.UseExistingClientSecret) is true)
        {
            context.Tell(
                ReadingContext.Place(config, AuthenticateShape.UseExistingClientSecret),
                "UseExistingClientSecret: there is no secret to be used: write ClientSecret");
            return null;
        }

        var isWhole = true;
        foreach (var property in OfAnotherProvider)
        {
            if (config.Find(property.Name) is null)
            {
                isWhole = false;
                context.Tell(config.Origin, $"{property.Name} is missing: write a string", new Fault.Missing(property.Name));
            }
        }

        return !isWhole ? null : new(issuer, Text(config, AuthenticateShape.ClientId))
        {
            AuthorizationEndpoint = Text(config, AuthenticateShape.AuthorizationEndpoint),
            TokenEndpoint = Text(config, AuthenticateShape.TokenEndpoint),
            UserInfoEndpoint = Text(config, AuthenticateShape.UserInfoEndpoint),
            ClientSecret = Text(config, AuthenticateShape.ClientSecret),
        };
    }

    /// <summary>The emulator's own has all endpoints, and takes any client.</summary>
    private static IdentityProvider Echo(Node config, int port, ReadingContext context)
    {
        foreach (var property in OfAnotherProvider.Append(AuthenticateShape.UseExistingClientSecret))
        {
            context.Refuse(config, property, $"does not go with the Issuer {AuthenticationValues.EchoIssuer}{port}: remove it");
        }

        if (port == 0)
        {
            context.RefuseOpen(ReadingContext.Place(config, AuthenticateShape.Issuer), "write a port, such as echo:9010");
        }

        return EchoIdentityProvider.At(port);
    }

    /// <summary>
    /// The endpoints of a user pool's domain.
    /// <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html"/>
    /// </summary>
    private static IdentityProvider? OfUserPool(Node config, ReadingContext context)
    {
        if (ReadingContext.Text(config, AuthenticateShape.UserPoolArn) is not { } arn
            || ReadingContext.Text(config, AuthenticateShape.UserPoolClientId) is not { } clientId
            || ReadingContext.Text(config, AuthenticateShape.UserPoolDomain) is not { } domain)
        {
            return null;
        }

        if (arn.Split(':') is not ["arn", _, "cognito-idp", { Length: > 0 } region, _, ['u', 's', 'e', 'r', 'p', 'o', 'o', 'l', '/', .. { Length: > 0 } pool]])
        {
            context.Tell(
                ReadingContext.Place(config, AuthenticateShape.UserPoolArn),
                $"must be the ARN of a user pool, such as arn:aws:cognito-idp:{context.Settings.Region}:{context.Settings.AccountId}:userpool/{context.Settings.Region}_EXAMPLE",
                new Fault.BadForm(arn));
            return null;
        }

        var cognito = context.Settings.Cognito;
        var host = domain.Contains('.') ? domain : $"{domain}.auth.{region}.amazoncognito.com";
        if (AuthenticationValues.ProblemWithUrl($"https://{host}/") is not null || host.Contains('/'))
        {
            context.Tell(
                ReadingContext.Place(config, AuthenticateShape.UserPoolDomain),
                "must be the prefix of a user pool's domain, such as shop, or a whole domain, such as login.example.com");
            return null;
        }

        var address = cognito.Endpoint.Length > 0 ? cognito.Endpoint.TrimEnd('/') : $"https://{host}";
        return new(UserPool.Issuer(region, pool), clientId)
        {
            AuthorizationEndpoint = address + UserPool.AuthorizePath,
            TokenEndpoint = address + UserPool.TokenPath,
            UserInfoEndpoint = address + UserPool.UserInfoPath,
            ClientSecret = cognito.ClientSecrets.GetValueOrDefault(clientId, ""),
        };
    }

    private static KeyValuePair<string, string>[] ExtraParams(Node config) =>
        config.Find(AuthenticateShape.ExtraParams.Name) is Node.Mapping mapping
            ? [.. mapping.Entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value.TryText(out var text) ? text : ""))]
            : [];

    private static string Text(Node config, Property property) => ReadingContext.Text(config, property) ?? "";
}
