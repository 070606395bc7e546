using System.Globalization;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using Keys = AlbEmulator.Model.TargetGroupAttributeKeys;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>What AWS says of target groups and their attributes.</summary>
internal static class TargetGroupErrors
{
    /// <summary>Target groups of functions have these too, with other values.</summary>
    private static readonly string[] OfEveryType =
    [
        Keys.CrossZone, Keys.DnsFailoverCount, Keys.DnsFailoverPercentage, Keys.MinimumHealthyCount,
        Keys.MinimumHealthyPercentage,
    ];

    /// <summary>AWS has other words where one of the two was not given.</summary>
    public static QueryError Of(Fault.TimeoutNotBelowInterval fault, QueryValue parameters) => ElbV2Errors.Validation(
        parameters.Text("HealthCheckTimeoutSeconds") is not null && parameters.Text("HealthCheckIntervalSeconds") is not null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Health check timeout '{fault.Timeout:0.###}' must be smaller than the interval '{fault.Interval:0.###}'")
            : "Health check interval must be greater than the timeout.");

    public static QueryError Of(Fault.NotOfLambda fault) => ElbV2Errors.Validation(
        $"{fault.Property} cannot be specified for target groups with target type 'lambda'");

    /// <summary>Null where AWS's words are not known.</summary>
    public static QueryError? Of(Fault.Attribute fault) => fault switch
    {
        { IsOfLambda: true } when !OfEveryType.Contains(fault.Key) => ElbV2Errors.InvalidConfiguration(
            $"A target group with target type 'lambda' does not support the attribute {fault.Key}"),
        { Key: Keys.StickinessType } => ElbV2Errors.InvalidConfiguration(
            "You must set an application cookie name to enable stickiness of type 'app_cookie'"),
        _ => null,
    };
}
