namespace AlbEmulator.Model;

/// <summary>
/// What a fixed response may say.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html"/>
/// </summary>
public static class FixedResponseValues
{
    public static IReadOnlyList<string> ContentTypes { get; } =
        ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];

    /// <summary>What is wrong with a status code, or null.</summary>
    public static string? ProblemWithStatusCode(string value) =>
        value is ['2' or '4' or '5', >= '0' and <= '9', >= '0' and <= '9']
            ? null
            : $"must be 200-299, 400-499 or 500-599, not {Quoted.Text(value)}";
}
