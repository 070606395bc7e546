using AlbEmulator.Model;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// Where a function is invoked.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"/>
/// </summary>
internal static class LambdaUrl
{
    private const int Kind = 5;
    private const int Name = 6;
    private const int Qualifier = 7;

    /// <param name="target">The target's own URL, or the ARN of a function.</param>
    /// <param name="endpoint">
    /// <c>Alb:Lambda:Endpoint</c>, which has the Invoke API of every function; empty where there is none.
    /// </param>
    /// <returns>Null where nothing says it.</returns>
    public static Uri? Of(Target target, string endpoint)
    {
        if (target.InvokeUrl is not null)
        {
            return target.InvokeUrl;
        }

        // arn:aws:lambda:REGION:ACCOUNT:function:NAME, perhaps with :ALIAS
        var arn = target.Id.Split(':');
        if (endpoint.Length == 0 || arn.Length is <= Name or > Qualifier + 1 || arn[Kind] != "function")
        {
            return null;
        }

        var url = $"{endpoint.TrimEnd('/')}/2015-03-31/functions/{Uri.EscapeDataString(arn[Name])}/invocations";
        return new Uri(arn.Length > Qualifier ? $"{url}?Qualifier={Uri.EscapeDataString(arn[Qualifier])}" : url);
    }
}
