using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the configuration of a jwt-validation action to the model.</summary>
internal static class JwtValidationReader
{
    /// <summary>Null where it lacks what it must have, which was told.</summary>
    public static RuleAction.JwtValidation? Read(Node config, ReadingContext context)
    {
        var claims = Claims(config, context);
        return Of(config, context) is not { } validation ? null : validation with { AdditionalClaims = claims };
    }

    /// <summary>Whose tokens are taken.</summary>
    private static RuleAction.JwtValidation? Of(Node config, ReadingContext context)
    {
        var issuer = ReadingContext.Text(config, JwtValidationShape.Issuer);
        if (issuer is not null && AuthenticationValues.IsEcho(issuer))
        {
            // Its port may be none, which was told.
            return AuthenticationValues.EchoPort(issuer) is { } port ? Echo(config, port, context) : null;
        }

        if (config.Find(JwtValidationShape.JwksEndpoint.Name) is null)
        {
            var name = JwtValidationShape.JwksEndpoint.Name;
            context.Tell(config.Origin, $"{name} is missing: write a string", new Fault.Missing(name));
        }

        return ReadingContext.Text(config, JwtValidationShape.JwksEndpoint) is { } endpoint && issuer is not null
            ? new(endpoint, issuer)
            : null;
    }

    /// <summary>The emulator's own gives its keys by itself.</summary>
    private static RuleAction.JwtValidation Echo(Node config, int port, ReadingContext context)
    {
        context.Refuse(
            config, JwtValidationShape.JwksEndpoint, $"does not go with the Issuer {AuthenticationValues.EchoIssuer}{port}: remove it");
        if (port == 0)
        {
            context.RefuseOpen(ReadingContext.Place(config, JwtValidationShape.Issuer), "write a port, such as echo:9010");
        }

        return EchoIdentityProvider.TokensAt(port);
    }

    private static List<JwtClaim> Claims(Node config, ReadingContext context)
    {
        var claims = new List<JwtClaim>();
        foreach (var item in ReadingContext.Items(config, JwtValidationShape.AdditionalClaims))
        {
            if (ReadingContext.Text(item, JwtValidationShape.Name) is not { } name)
            {
                continue;
            }

            if (claims.Exists(claim => claim.Name == name))
            {
                context.Tell(
                    ReadingContext.Place(item, JwtValidationShape.Name), $"names the claim {Quoted.Text(name)} a second time: write it once");
            }

            claims.Add(new JwtClaim(
                name,
                ReadingContext.Text(item, JwtValidationShape.Format) switch
                {
                    JwtValidationShape.StringArray => JwtClaimFormat.StringArray,
                    JwtValidationShape.SpaceSeparatedValues => JwtClaimFormat.SpaceSeparatedValues,
                    _ => JwtClaimFormat.SingleString,
                },
                [.. ReadingContext.Items(item, JwtValidationShape.Values).Select(value => value.TryText(out var text) ? text : "")]));
        }

        return claims;
    }
}
