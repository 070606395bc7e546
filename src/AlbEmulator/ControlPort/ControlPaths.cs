using AlbEmulator.Model;

namespace AlbEmulator.ControlPort;

/// <summary>What is said where nothing is answered: which paths and methods there are.</summary>
internal static class ControlPaths
{
    /// <summary>Says it, if nobody has answered.</summary>
    public static Task TellAsync(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        if (response.HasStarted)
        {
            return Task.CompletedTask;
        }

        var path = Quoted.Text(request.Path.Value ?? "");
        return response.StatusCode switch
        {
            StatusCodes.Status404NotFound when http.GetEndpoint() is null => Tell(
                $"there is nothing at {path}: there are {string.Join(", ", There(http))}"),
            StatusCodes.Status405MethodNotAllowed => Tell(
                $"{Quoted.Plain(request.Method)} is not taken at {path}: there is {response.Headers.Allow}"),
            _ => Task.CompletedTask,
        };

        Task Tell(string problem) => ControlRefusal.Of(response.StatusCode, problem).ExecuteAsync(http);
    }

    /// <summary><c>GET /</c> alone.</summary>
    public static IResult NoCall(HttpContext http) => ControlRefusal.Of(
        StatusCodes.Status404NotFound,
        "the APIs of AWS are here, by POST or with a query such as ?Action=DescribeLoadBalancers&Version=2015-12-01; "
        + $"there are {string.Join(", ", There(http))}");

    /// <summary>What would else be taken for a question about a trace id.</summary>
    public static IResult ByPost(HttpContext http)
    {
        http.Response.Headers.Allow = HttpMethods.Post;
        return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>Of a file of the console, with another method than its own.</summary>
    public static void OnlyRead(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        response.Headers.Allow = $"{HttpMethods.Get}, {HttpMethods.Head}";
    }

    private static IEnumerable<string> There(HttpContext http) => http.Of<EndpointDataSource>().Endpoints
        .Select(static endpoint => endpoint.Metadata.GetMetadata<ControlPath>())
        .OfType<ControlPath>()
        .GroupBy(static there => there.Pattern.Replace("**", "", StringComparison.Ordinal), static there => there.Method)
        .OrderBy(static there => there.Key, StringComparer.Ordinal)
        .Select(static there => $"{string.Join(" and ", there)} {there.Key}");
}

/// <summary>Of an endpoint of the control port.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Pattern">Such as <c>/requests/{**traceId}</c>.</param>
internal sealed record ControlPath(string Method, string Pattern);
