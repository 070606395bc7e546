namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// How much a load balancer passes on to a function, and back.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#lambda-function-limitations"/>
/// </summary>
internal static class LambdaLimits
{
    /// <summary>1 MB. AWS does not say which: the larger one.</summary>
    private const int Megabyte = 1024 * 1024;

    /// <summary>Bytes of a request's body, as the client sends it.</summary>
    public const int RequestBody = Megabyte;

    /// <summary>Bytes of the JSON that a function returns.</summary>
    public const int ResponsePayload = Megabyte;
}
