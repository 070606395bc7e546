using AlbEmulator.ControlPlane.Query;
using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane.ElbV2.Actions;

/// <summary>ARNs that callers give.</summary>
internal static class ArnsGiven
{
    /// <summary>Whether an ARN is one of the API's of a kind, whether there is such a thing or not.</summary>
    public static bool IsOf(string arn, string kind) =>
        arn.Split(':', 6) is ["arn", _, "elasticloadbalancing", _, _, var rest] &&
        rest.StartsWith($"{kind}/", StringComparison.Ordinal);

    public static QueryError Invalid(string arn, string kind) =>
        ElbV2Errors.Validation($"{Quoted.Text(arn)} is not a valid {kind} ARN");
}
