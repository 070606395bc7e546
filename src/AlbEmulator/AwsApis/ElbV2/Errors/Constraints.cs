using System.Globalization;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>
/// What the front of every AWS service says of a parameter that its model does not allow, before the service sees it.
/// <see href="https://smithy.io/2.0/spec/constraint-traits.html"/>
/// </summary>
internal static class Constraints
{
    private static readonly string[] ListenerProtocols = ["HTTP", "HTTPS", "UDP", "TCP", "TLS", "TCP_UDP"];

    /// <summary>The values of the model's closed choices, by the property that has them and its owner.</summary>
    private static readonly Dictionary<(string Owner, string Property), string[]> Choices = new()
    {
        [("", "Protocol")] = ListenerProtocols,
        [("", "HealthCheckProtocol")] = ListenerProtocols,
        [("", "TargetType")] = ["instance", "ip", "lambda", "alb"],
        [("", "Scheme")] = ["internet-facing", "internal"],
        [("", "Type")] = ["application", "network", "gateway"],
        [("", "IpAddressType")] = ["ipv4", "dualstack", "dualstack-without-public-ipv4"],
        [("", "LoadBalancerType")] = ["application", "network", "gateway"],
        [("", "Include")] = ["AnomalyDetection", "All"],
        [("", "RemoveIpamPools")] = ["ipv4"],
        [("Actions", "Type")] = ["forward", "authenticate-oidc", "authenticate-cognito", "redirect", "fixed-response", "jwt-validation"],
        [("DefaultActions", "Type")] =
            ["forward", "authenticate-oidc", "authenticate-cognito", "redirect", "fixed-response", "jwt-validation"],
        [("RedirectConfig", "StatusCode")] = ["HTTP_301", "HTTP_302"],
        [("Transforms", "Type")] = ["host-header-rewrite", "url-rewrite"],
        [("MutualAuthentication", "AdvertiseTrustStoreCaNames")] = ["on", "off"],
        [("RevocationContents", "RevocationType")] = ["CRL"],
    };

    /// <summary>The patterns of the model, likewise.</summary>
    private static readonly Dictionary<(string Owner, string Property), string> Patterns = new()
    {
        [("RedirectConfig", "Protocol")] = @"^(HTTPS?|#\{protocol\})$",
        [("FixedResponseConfig", "StatusCode")] = @"^(2|4|5)\d\d$",
    };

    /// <summary>The error of a fault that the model tells; null for one that it does not.</summary>
    public static QueryError? Of(Fault? fault, Place place) => fault switch
    {
        Fault.Missing missing => Missing(place.At(missing.Property).Wire),
        Fault.OutOfRange number => OutOfRange(number.Value, place.Wire, number.Least, number.Most),
        Fault.TooLong text => TooLong(text.Value, place.Wire, text.Longest),
        Fault.NotOneOf choice when Patterns.TryGetValue((place.Owner, place.Property), out var pattern) =>
            NotOfPattern(choice.Value, place.Wire, pattern),
        Fault.BadForm form when Patterns.TryGetValue((place.Owner, place.Property), out var pattern) =>
            NotOfPattern(form.Value, place.Wire, pattern),
        Fault.NotOneOf choice => NotOneOf(choice.Value, place),
        _ => null,
    };

    /// <summary>The error of a value that a closed choice of the model does not have; null where it has it.</summary>
    public static QueryError? NotOneOf(string value, Place place) =>
        Choices.TryGetValue((place.Owner, place.Property), out var choices) && !choices.Contains(value)
            ? Of(value, place.Wire, $"Member must satisfy enum value set: [{string.Join(", ", choices)}]")
            : null;

    /// <param name="wire">The place of the parameter as AWS writes it.</param>
    public static QueryError Missing(string wire) => ElbV2Errors.Validation(
        $"1 validation error detected: Value null at '{wire}' failed to satisfy constraint: Member must not be null");

    /// <summary>The error of a number that is out of its range.</summary>
    public static QueryError OutOfRange(string value, string wire, decimal least, decimal most)
    {
        var isBelow = decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number < least;
        return Of(value, wire, isBelow
            ? string.Create(CultureInfo.InvariantCulture, $"Member must have value greater than or equal to {least}")
            : string.Create(CultureInfo.InvariantCulture, $"Member must have value less than or equal to {most}"));
    }

    public static QueryError TooLong(string value, string wire, int longest) =>
        Of(value, wire, $"Member must have length less than or equal to {longest}");

    public static QueryError TooShort(string value, string wire, int shortest) =>
        Of(value, wire, $"Member must have length greater than or equal to {shortest}");

    public static QueryError NotOfPattern(string value, string wire, string pattern) =>
        Of(value, wire, $"Member must satisfy regular expression pattern: {pattern}");

    private static QueryError Of(string value, string wire, string constraint) => ElbV2Errors.Validation(
        $"1 validation error detected: Value '{ElbV2Errors.Value(value)}' at '{wire}' failed to satisfy constraint: {constraint}");
}
