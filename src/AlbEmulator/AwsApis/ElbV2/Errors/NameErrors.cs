using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>What AWS says of names that load balancers and target groups may not have.</summary>
internal static class NameErrors
{
    private const string TargetGroupPattern = "(?!.*--)(?!^-)(?!.*-$)^[A-Za-z0-9-]+$";

    /// <summary>The error of a load balancer's name; null where there is none.</summary>
    public static QueryError? OfLoadBalancer(string name) =>
        ResourceNames.ProblemWithLoadBalancer(name) is { } problem ? Of("The load balancer name", name, problem) : null;

    /// <summary>
    /// The error of a target group's name; null where there is none. AWS takes no two hyphens in a row, though its
    /// documentation does not say so.
    /// </summary>
    public static QueryError? OfTargetGroup(string name) => ResourceNames.ProblemWithTargetGroup(name) switch
    {
        { Fault: not Fault.BadForm } problem => Of("Target group name", name, problem),
        null when !name.Contains("--", StringComparison.Ordinal) => null,
        _ => Constraint.NotOfPattern(name, "targetGroup.targetGroupArn.targetGroupName", TargetGroupPattern),
    };

    private static QueryError Of(string subject, string name, ValueProblem problem) =>
        ElbV2Errors.Validation($"{subject} '{QueryError.Value(name)}' {Words(name, problem)}");

    private static string Words(string name, ValueProblem problem) => problem.Fault switch
    {
        Fault.TooLong text => $"cannot be longer than '{text.Longest}' characters",
        Fault.BadCharacter => "can only contain characters that are alphanumeric characters or hyphens(-)",
        Fault.BadForm when name.StartsWith(ResourceNames.ReservedPrefix, StringComparison.Ordinal) =>
            $"cannot begin with '{ResourceNames.ReservedPrefix}'",
        _ => "cannot begin or end with '-'",
    };
}
