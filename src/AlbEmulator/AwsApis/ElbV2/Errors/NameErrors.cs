using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>What AWS says of names that load balancers and target groups may not have.</summary>
internal static class NameErrors
{
    /// <param name="subject">What has the name, as AWS begins the sentence, such as <c>Target group name</c>.</param>
    /// <param name="name">As it was given.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static QueryError Of(string subject, string name, ValueProblem problem) =>
        ElbV2Errors.Validation($"{subject} '{ElbV2Errors.Value(name)}' {Words(name, problem)}");

    private static string Words(string name, ValueProblem problem) => problem.Fault switch
    {
        Fault.TooLong text => $"cannot be longer than '{text.Longest}' characters",
        Fault.BadCharacter => "can only contain characters that are alphanumeric characters or hyphens(-)",
        Fault.BadForm when name.StartsWith(ResourceNames.ReservedPrefix, StringComparison.Ordinal) =>
            $"cannot begin with '{ResourceNames.ReservedPrefix}'",
        Fault.BadForm => "cannot begin or end with '-'",
        _ => problem.Message,
    };
}
