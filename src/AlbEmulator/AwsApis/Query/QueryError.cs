namespace AlbEmulator.AwsApis.Query;

/// <summary>
/// Why a call was not done.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html"/>
/// </summary>
/// <param name="Code">AWS's code.</param>
/// <param name="Message">For the one who called.</param>
internal sealed record QueryError(string Code, string Message)
{
    public int StatusCode { get; init; } = StatusCodes.Status400BadRequest;
}
