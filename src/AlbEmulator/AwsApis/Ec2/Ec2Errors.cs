using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// What EC2 answers when it does not do something.
/// <see href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-error-codes.html"/>
/// </summary>
internal static class Ec2Errors
{
    public static QueryError InvalidValue(string message) => new("InvalidParameterValue", message);

    public static QueryError Missing(string parameter) =>
        new("MissingParameter", $"The request must contain the parameter {parameter}");

    /// <summary>An id that cannot be that of such a resource.</summary>
    /// <param name="code">Such as <c>InvalidSubnetID.Malformed</c>.</param>
    /// <param name="id">As it was given.</param>
    /// <param name="prefix">Such as <c>subnet</c>.</param>
    public static QueryError Malformed(string code, string id, string prefix) =>
        new(code, $"Invalid id: {Quoted.Text(id)} (expecting \"{prefix}-...\")");

    public static QueryError NoVpc(string id) => new("InvalidVpcID.NotFound", $"The vpc ID '{Quoted.Plain(id)}' does not exist");

    public static QueryError NoSubnet(string id) =>
        new("InvalidSubnetID.NotFound", $"The subnet ID '{Quoted.Plain(id)}' does not exist");

    public static QueryError NoGroup(string id) =>
        new("InvalidGroup.NotFound", $"The security group '{Quoted.Plain(id)}' does not exist");

    public static QueryError NoRule(string id) => new(
        "InvalidSecurityGroupRuleId.NotFound", $"The security group rule ID '{Quoted.Plain(id)}' does not exist");

    public static QueryError InUse(string id) => new("DependencyViolation", $"resource {id} has a dependent object");

    public static QueryError NotKept(string problem) => new("ServiceUnavailable", $"The change cannot be kept: {problem}")
    {
        StatusCode = StatusCodes.Status503ServiceUnavailable,
    };
}
