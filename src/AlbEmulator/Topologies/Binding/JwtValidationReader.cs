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
        if (ReadingContext.Text(config, JwtValidationShape.JwksEndpoint) is not { } endpoint
            || ReadingContext.Text(config, JwtValidationShape.Issuer) is not { } issuer)
        {
            return null;
        }

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

        return new RuleAction.JwtValidation(endpoint, issuer) { AdditionalClaims = claims };
    }
}
