using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_JwtValidationActionConfig.html"/>
/// </summary>
internal static class JwtValidationShape
{
    public const string SingleString = "single-string";
    public const string StringArray = "string-array";
    public const string SpaceSeparatedValues = "space-separated-values";

    public static readonly Property JwksEndpoint = new(
        "JwksEndpoint",
        new Shape.Text(Bounds.LongestJwtValue, AuthenticationValues.ProblemWithUrlNearby)
        {
            Strict = new Shape.Text(Bounds.LongestJwtValue, AuthenticationValues.ProblemWithUrl),
        },
        "Where the keys of the issuer are got.");

    public static readonly Property Issuer = new(
        "Issuer",
        new Shape.Text(Bounds.LongestJwtValue, AuthenticationValues.ProblemWithTokenIssuerNearby)
        {
            Strict = new Shape.Text(Bounds.LongestJwtValue, AuthenticationValues.ProblemWithTokenIssuer),
        },
        "Who issued the token: compared as it stands, slash at the end included; echo:PORT is one to play with, which the emulator runs.")
    {
        IsRequired = true,
    };

    public static readonly Property Name = new(
        "Name", new Shape.Text(Bounds.LongestJwtValue, AuthenticationValues.ProblemWithClaim), "Name of the claim.")
    {
        IsRequired = true,
    };

    public static readonly Property Format = new(
        "Format", CommonShapes.Choice(Names.JwtClaimFormat, SingleString, StringArray, SpaceSeparatedValues), "How the token has it.")
    {
        IsRequired = true,
    };

    public static readonly Property Values = new(
        "Values", new Shape.List(new Shape.Text(Bounds.LongestJwtValue), Fewest: 1, Bounds.MostClaimValues), "What is taken.")
    {
        IsRequired = true,
    };

    public static readonly Property AdditionalClaims = new(
        "AdditionalClaims",
        new Shape.List(CommonShapes.Object(Names.JwtClaim, [Name, Format, Values]), Most: Bounds.MostAdditionalClaims),
        "What else a token must say; all of it.");

    public static readonly Shape.Object Object = CommonShapes.Object(Names.JwtValidation, [JwksEndpoint, Issuer, AdditionalClaims]);
}
