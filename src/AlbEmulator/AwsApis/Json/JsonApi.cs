using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.AwsApis.Json;

/// <summary>
/// AWS's JSON protocol: <c>POST /</c>, with the service and the action in <c>X-Amz-Target</c>. The services that speak it are here
/// unless <c>Alb:Companions</c> switches them off.
/// <see href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html"/>
/// </summary>
/// <param name="settings">Whether it does, the region of requests that name none, and what services tell of.</param>
/// <param name="loadBalancers">That services are asked about.</param>
internal sealed class JsonApi(AlbSettings settings, ElbV2Changes loadBalancers)
{
    private const string Target = "X-Amz-Target";
    private const string ErrorType = "x-amzn-ErrorType";
    private const string ContentType = "application/x-amz-json-1.1";
    private const string UnknownOperation = "UnknownOperationException";
    private const int MostBytes = 1024 * 1024;

    private readonly JsonService[] _services =
    [
        new AcmApi(settings, loadBalancers).Service,
        new WafV2Api(loadBalancers).Service,
        new WafRegionalApi(loadBalancers).Service,
        ShieldApi.Service,
    ];

    /// <summary>Whether a request is for a service that is here.</summary>
    public bool IsCall(HttpRequest http) => settings.Companions && http.Path == "/" && HttpMethods.IsPost(http.Method) && Find(http) is not null;

    /// <summary>A call that is not even read.</summary>
    public static IResult Refuse(HttpResponse http, QueryError error)
    {
        QueryAnswers.Identify(http, Guid.NewGuid().ToString());
        http.Headers[ErrorType] = error.Code;
        return Text(new() { ["__type"] = error.Code, ["message"] = error.Message }, error.StatusCode);
    }

    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        var (scope, unsigned) = QueryScope.Of(http.Request, new QueryValue(), settings);
        var (input, unread) = await ReadAsync(http.Request);
        if ((unsigned ?? unread) is { } problem)
        {
            return Refuse(http.Response, problem);
        }

        var outcome = Answer(Find(http.Request)!, ActionOf(http.Request), new JsonCall(input!, scope!));
        if (outcome.Error is { } error)
        {
            return Refuse(http.Response, error);
        }

        QueryAnswers.Identify(http.Response, Guid.NewGuid().ToString());
        return Text(outcome.Told!, StatusCodes.Status200OK);
    }

    private static JsonOutcome Answer(JsonService service, string action, JsonCall call)
    {
        if (!service.Actions.TryGetValue(action, out var answer))
        {
            return new QueryError(
                UnknownOperation,
                $"The action {Quoted.Plain(action)} of {service.Name} is not here: the emulator answers "
                    + string.Join(", ", service.Actions.Keys.Order(StringComparer.Ordinal)));
        }

        var outcome = answer(call);
        return call.Input.Problem is { } problem ? problem : outcome;
    }

    private static async Task<(JsonInput? Input, QueryError? Error)> ReadAsync(HttpRequest http)
    {
        if (await BoundedBody.ReadAsync(http, MostBytes) is not { } body)
        {
            return (null, new("RequestEntityTooLarge", $"The request must have at most {MostBytes} bytes")
            {
                StatusCode = StatusCodes.Status413PayloadTooLarge,
            });
        }

        try
        {
            using var document = body.IsEmpty ? JsonDocument.Parse("{}") : JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (new JsonInput(document.RootElement.Clone()), null)
                : (null, new("SerializationException", "The request must be a JSON object"));
        }
        catch (JsonException)
        {
            return (null, new("SerializationException", "The request is not JSON"));
        }
    }

    private static IResult Text(JsonObject answer, int statusCode) =>
        Results.Text(answer.ToJsonString(), ContentType, Encoding.UTF8, statusCode);

    private static string ActionOf(HttpRequest http) => http.Headers[Target].ToString() is var target ? target[(target.LastIndexOf('.') + 1)..] : "";

    private JsonService? Find(HttpRequest http)
    {
        var target = http.Headers[Target].ToString();
        return target.LastIndexOf('.') is > 0 and var dot ? Array.Find(_services, service => target.AsSpan(0, dot).SequenceEqual(service.Target)) : null;
    }
}
