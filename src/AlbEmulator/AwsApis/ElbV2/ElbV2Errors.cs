using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// The errors of the API, in AWS's words where they are known.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html"/>
/// </summary>
internal static class ElbV2Errors
{
    /// <summary>Of what no action's model has a code for.</summary>
    public const string ValidationErrorCode = "ValidationError";

    public static QueryError Validation(string message) => new(ValidationErrorCode, message);

    public static QueryError NotPermitted(string message) => new("OperationNotPermitted", message);

    public static QueryError InvalidConfiguration(string message) => new("InvalidConfigurationRequest", message);

    public static QueryError LoadBalancerNotFound { get; } =
        new("LoadBalancerNotFound", "One or more load balancers not found");

    public static QueryError TargetGroupNotFound { get; } =
        new("TargetGroupNotFound", "One or more target groups not found");

    public static QueryError ListenerNotFound { get; } = new("ListenerNotFound", "One or more listeners not found");

    public static QueryError RuleNotFound { get; } = new("RuleNotFound", "One or more rules not found");

    public static QueryError TrustStoreNotFound { get; } = new("TrustStoreNotFound", "One or more trust stores not found");

    public static QueryError NoTrustStore(string name) =>
        new("TrustStoreNotFound", $"Trust store '{QueryError.Value(name)}' not found");

    /// <summary>A thing of a file, which only its file may change.</summary>
    public static QueryError OfFile(string arn) => NotPermitted(
        $"'{arn}' is defined in a topology file, which alone may change it: change the file, "
            + "or set Alb:FileIsSeed=true to have the files taken as a seed that the API may change");
}
