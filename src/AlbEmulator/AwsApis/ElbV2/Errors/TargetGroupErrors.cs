using System.Globalization;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>What AWS says of what target groups are made of.</summary>
internal static class TargetGroupErrors
{
    /// <summary>AWS has other words where one of the two was not given.</summary>
    public static QueryError Of(Fault.TimeoutNotBelowInterval fault, QueryValue parameters) => ElbV2Errors.Validation(
        parameters.Text("HealthCheckTimeoutSeconds") is not null && parameters.Text("HealthCheckIntervalSeconds") is not null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Health check timeout '{fault.Timeout:0.###}' must be smaller than the interval '{fault.Interval:0.###}'")
            : "Health check interval must be greater than the timeout.");

    public static QueryError Of(Fault.NotOfLambda fault) => ElbV2Errors.Validation(
        $"{fault.Property} cannot be specified for target groups with target type 'lambda'");
}
