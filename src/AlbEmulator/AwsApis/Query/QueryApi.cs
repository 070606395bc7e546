using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.AwsApis.Query;

/// <summary>
/// <c>POST /</c>, and <c>GET /</c> with a query string: AWS's Query protocol. Which service is asked follows from the
/// version of its API and, where the request is signed, from the scope of the signature.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html"/>
/// </summary>
/// <param name="services">Whom one may ask.</param>
/// <param name="settings">The region of requests that name none.</param>
/// <param name="log">Where bugs are told.</param>
internal sealed partial class QueryApi(IEnumerable<QueryService> services, AlbSettings settings, ILogger<QueryApi> log)
{
    private const string LoadBalancing = "elasticloadbalancing";
    private const string ClassicVersion = "2012-06-01";

    /// <summary>How actions begin that change nothing.</summary>
    private static readonly string[] Reading = ["Describe", "Get"];

    private readonly QueryService[] _services = [.. services];

    /// <summary>Whether a request to the control port is one of this protocol.</summary>
    public static bool IsCall(HttpRequest http) =>
        http.Path == "/" && (HttpMethods.IsPost(http.Method) || http.QueryString.HasValue);

    /// <summary>A call that is not even read: told in the form of the service that it is signed for.</summary>
    public IResult Refuse(HttpContext http, QueryError error)
    {
        var service = Find(QueryScope.Of(http.Request, new QueryValue(), settings).Scope, null);
        return QueryAnswers.Of(error, service?.Namespace ?? "", service?.Form ?? QueryForm.Query, NewRequestId(http));
    }

    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        var requestId = NewRequestId(http);
        var (parameters, error) = await ReadAsync(http.Request);
        var (scope, unsigned) = parameters is null ? (null, null) : QueryScope.Of(http.Request, parameters, settings);
        var service = Find(scope, parameters);
        error ??= unsigned ?? UnsignedChange(http.Request, parameters) ?? (service is null || !IsAsked(service, parameters!) ? NoService(scope!, parameters!) : null);
        if (error is null && parameters!.Text("Action") is { } action)
        {
            var outcome = await CallAsync(service!, new QueryCall(action, parameters, scope!, http.RequestAborted));
            QueryAnswers.Warn(http.Response, outcome.MayBeOld);
            return QueryAnswers.Of(outcome, action, service!, requestId);
        }

        error ??= new QueryError("MissingAction", "The request is missing an action or a required parameter: write Action");
        return QueryAnswers.Of(error, service?.Namespace ?? "", service?.Form ?? QueryForm.Query, requestId);
    }

    private static string NewRequestId(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        QueryAnswers.Identify(http.Response, requestId);
        return requestId;
    }

    /// <summary>
    /// What a page of the web can have a browser get without being asked (an image, a link) changes nothing. SDKs post.
    /// </summary>
    private static QueryError? UnsignedChange(HttpRequest http, QueryValue? parameters) =>
        HttpMethods.IsGet(http.Method)
        && parameters?.Text("Action") is { } action
        && !Array.Exists(Reading, start => action.StartsWith(start, StringComparison.Ordinal))
        && !QueryScope.IsSigned(http)
            ? new QueryError(
                "MissingAuthenticationToken",
                $"The request is missing an authentication token: {Quoted.Plain(action)} is not done by GET without a signature: use POST")
            {
                StatusCode = StatusCodes.Status403Forbidden,
            }
            : null;

    private static async Task<(QueryValue? Parameters, QueryError? Error)> ReadAsync(HttpRequest http)
    {
        if (HttpMethods.IsGet(http.Method))
        {
            return QueryReader.Read(Encoding.UTF8.GetBytes(http.QueryString.Value?.TrimStart('?') ?? ""));
        }

        return await BoundedBody.ReadAsync(http, QueryReader.MostBytes) is { } body
            ? QueryReader.Read(body.Span)
            : (null, new QueryError(
                "RequestEntityTooLarge", $"The request must have at most {QueryReader.MostBytes} bytes")
            {
                StatusCode = StatusCodes.Status413PayloadTooLarge,
            });
    }

    /// <summary>The service that shapes the answer: by version, else by scope, else the first.</summary>
    private QueryService? Find(QueryScope? scope, QueryValue? parameters) =>
        Array.Find(_services, service => service.Version == parameters?.Text("Version"))
        ?? Array.Find(_services, service => service.Name == scope?.Service)
        ?? Array.Find(_services, service => service.Name == LoadBalancing);

    private static bool IsAsked(QueryService service, QueryValue parameters) =>
        service.Version == parameters.Text("Version");

    private QueryError NoService(QueryScope scope, QueryValue parameters)
    {
        var version = parameters.Text("Version");
        if (version == ClassicVersion && scope.Service is LoadBalancing or "")
        {
            return new QueryError(
                "ValidationError",
                $"Version {ClassicVersion} is the API of Classic Load Balancers, of which there are none here: "
                    + "use Application Load Balancers, whose Version is 2015-12-01 (aws elbv2, aws_lb)");
        }

        var known = string.Join(", ", _services.Select(service => $"{service.Version} ({service.Name})"));
        return new QueryError(
            version is null ? "MissingParameter" : "InvalidParameterValue",
            version is null
                ? $"The request must contain the parameter Version: one of {known}"
                : $"There is no API of Version {Quoted.Text(version)} here: there are {known}");
    }

    private async Task<QueryOutcome> CallAsync(QueryService service, QueryCall call)
    {
        try
        {
            return await service.Call(call);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogBug(exception, call.Action);
            return new QueryError("InternalFailure", "The request processing has failed because of an unknown error")
            {
                StatusCode = StatusCodes.Status500InternalServerError,
            };
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Action} of the API failed")]
    private partial void LogBug(Exception exception, string action);
}
