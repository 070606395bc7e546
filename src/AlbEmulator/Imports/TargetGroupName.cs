using AlbEmulator.Documents;

namespace AlbEmulator.Imports;

/// <summary>The name within the ARN of a target group: manifests name groups by ARNs of an account, which no file beside them has.</summary>
internal static class TargetGroupName
{
    /// <summary><c>arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/ID</c>; null for another text.</summary>
    public static Node.Scalar? Within(Node.Scalar text) =>
        text.Text.StartsWith("arn:", StringComparison.Ordinal) && text.Text.Split('/') is [_, var name, _] ? text with { Text = name } : null;
}
