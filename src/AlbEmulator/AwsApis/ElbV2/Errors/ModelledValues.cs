using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>
/// What the API's model allows for its parameters, beyond what shapes say.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Types.html"/>
/// </summary>
internal static class ModelledValues
{
    private static readonly string[] ListenerProtocols = ["HTTP", "HTTPS", "UDP", "TCP", "TLS", "TCP_UDP"];

    private static readonly string[] UnauthenticatedRequests = ["deny", "allow", "authenticate"];

    /// <summary>The values of the model's closed choices, by the property that has them and its owner.</summary>
    private static readonly Dictionary<(string Owner, string Property), string[]> Choices = new()
    {
        [("", "Protocol")] = ListenerProtocols,
        [("", "HealthCheckProtocol")] = ListenerProtocols,
        [("", "TargetType")] = ["instance", "ip", "lambda", "alb"],
        [("", "Type")] = ["application", "network", "gateway"],
        [("", "IpAddressType")] = ["ipv4", "dualstack", "dualstack-without-public-ipv4"],
        [("", "LoadBalancerType")] = ["application", "network", "gateway"],
        [("", "Include")] = ["AnomalyDetection", "All"],
        [("", "RemoveIpamPools")] = ["ipv4"],
        [("Actions", "Type")] = ["forward", "authenticate-oidc", "authenticate-cognito", "redirect", "fixed-response", "jwt-validation"],
        [("DefaultActions", "Type")] =
            ["forward", "authenticate-oidc", "authenticate-cognito", "redirect", "fixed-response", "jwt-validation"],
        [("RedirectConfig", "StatusCode")] = ["HTTP_301", "HTTP_302"],
        [("AuthenticateOidcConfig", "OnUnauthenticatedRequest")] = UnauthenticatedRequests,
        [("AuthenticateCognitoConfig", "OnUnauthenticatedRequest")] = UnauthenticatedRequests,
        [("AdditionalClaims", "Format")] = ["single-string", "string-array", "space-separated-values"],
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
        Fault.Missing missing => Constraint.Missing(place.At(missing.Property).Wire),
        Fault.OutOfRange number => Constraint.OutOfRange(number.Value, place.Wire, number.Least, number.Most),
        Fault.TooLong text => Constraint.TooLong(text.Value, place.Wire, text.Longest),
        Fault.NotOneOf choice when Patterns.TryGetValue((place.Owner, place.Property), out var pattern) =>
            Constraint.NotOfPattern(choice.Value, place.Wire, pattern),
        Fault.BadForm form when Patterns.TryGetValue((place.Owner, place.Property), out var pattern) =>
            Constraint.NotOfPattern(form.Value, place.Wire, pattern),
        Fault.NotOneOf choice => NotOneOf(choice.Value, place),
        _ => null,
    };

    /// <summary>The error of a value that a closed choice of the model does not have; null where it has it.</summary>
    public static QueryError? NotOneOf(string value, Place place) =>
        Choices.TryGetValue((place.Owner, place.Property), out var choices) && !choices.Contains(value)
            ? Constraint.NotOneOf(value, place.Wire, choices)
            : null;
}
