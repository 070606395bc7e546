namespace AlbEmulator.AwsApis.Query;

/// <summary>
/// Why a call was not done.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html"/>
/// </summary>
/// <param name="Code">AWS's code.</param>
/// <param name="Message">For the one who called.</param>
internal sealed record QueryError(string Code, string Message)
{
    private const int LongestValue = 1024;

    public int StatusCode { get; init; } = StatusCodes.Status400BadRequest;

    /// <summary>A value of the caller's, as AWS repeats it; not more of it than anybody reads.</summary>
    public static string Value(string text) => text.Length <= LongestValue ? text : $"{text[..LongestValue]}…";
}
