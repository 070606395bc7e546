using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>What AWS says of the actions of a rule or a listener.</summary>
internal static class ActionErrors
{
    public const string Code = "InvalidLoadBalancerAction";

    /// <summary>What the model requires of actions; all else that is missing is the service's to tell.</summary>
    private static readonly string[] Required =
    [
        "Type", "StatusCode", "Issuer", "AuthorizationEndpoint", "TokenEndpoint", "UserInfoEndpoint", "ClientId", "UserPoolArn",
        "UserPoolClientId", "UserPoolDomain", "JwksEndpoint", "Name", "Format", "Values",
    ];

    public static QueryError Invalid(string words) => new(Code, words);

    /// <summary>The error of a fault in an action; null where AWS's words are not known.</summary>
    public static QueryError? Of(Fault? fault, Place place) => fault switch
    {
        Fault.NoConfig config => Invalid(
            $"For actions of type '{config.Type}', you must specify the following fields: '{config.Config}'"),
        Fault.NotOfHttp action => Invalid($"Actions of type '{action.Type}' are supported only on HTTPS listeners"),
        Fault.TooMany many => Invalid($"'{place.Property}' may have up to {many.Most} entries; {many.Count} were specified"),
        Fault.RedirectLoop => Invalid("The redirect configuration is not valid because it creates a loop."),
        Fault.BadForm when (place.Owner, place.Property) is ("RedirectConfig", "Path") => Invalid(
            "The Path parameter must be a valid path, should start with a '/', and may contain up to one of each of these " +
                "placeholders: '#{path}', '#{host}', '#{port}'."),
        Fault.NotOneOf when place.Property == "ContentType" => Invalid(
            "The ContentType must be one of:'text/html', 'application/json', 'application/javascript', 'text/css', 'text/plain'"),
        Fault.Missing missing when !Required.Contains(missing.Property) => null,
        _ => ModelledValues.Of(fault, place),
    };

    /// <summary>
    /// A group that the listener's protocol does not go with: the action cannot be, or, where the call gives no action
    /// and changes the protocol under it, the protocol does not fit.
    /// </summary>
    public static QueryError Of(Fault.ProtocolMismatch mismatch, QueryValue parameters)
    {
        var words = $"Listener protocol '{mismatch.Protocol}' is not supported with a target group with the "
            + $"protocol-version '{mismatch.Version}'";
        return parameters.Items("Actions").Count + parameters.Items("DefaultActions").Count > 0
            ? Invalid(words)
            : new QueryError("IncompatibleProtocols", words);
    }
}
