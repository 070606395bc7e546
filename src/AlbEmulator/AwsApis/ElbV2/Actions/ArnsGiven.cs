using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>ARNs that callers give.</summary>
internal static class ArnsGiven
{
    /// <summary>Whether an ARN is one of the API's of a kind, whether there is such a thing or not.</summary>
    public static bool IsOf(string arn, string kind) =>
        arn.Split(':', 6) is ["arn", _, "elasticloadbalancing", _, _, var rest] &&
        rest.StartsWith($"{kind}/", StringComparison.Ordinal);

    public static QueryError Invalid(string arn, string kind) =>
        ElbV2Errors.Validation($"'{QueryError.Value(arn)}' is not a valid {kind} ARN");

    /// <summary>What is wrong where things are asked for by neither of two ways, or by both.</summary>
    /// <param name="arns">Of the things themselves.</param>
    /// <param name="ownerArn">Of what they all belong to.</param>
    /// <param name="things">What the first are called.</param>
    /// <param name="owner">What the other is called.</param>
    public static QueryError? NotOne(IReadOnlyCollection<string> arns, string? ownerArn, string things, string owner) =>
        (arns.Count > 0, ownerArn is not null) switch
        {
            (false, false) => ElbV2Errors.Validation($"You must specify either {things} or {owner}"),
            (true, true) => ElbV2Errors.Validation(
                $"{char.ToUpperInvariant(things[0])}{things[1..]} and {owner} cannot be specified at the same time"),
            _ => null,
        };
}
