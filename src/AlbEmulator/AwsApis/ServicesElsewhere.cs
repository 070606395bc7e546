using System.Text;
using System.Text.Json.Nodes;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.AwsApis;

/// <summary>
/// What clients hear that ask for a service which is not here, as where <c>AWS_ENDPOINT_URL</c> sends all of them: which ones are,
/// and what to set instead, in the form that the service's own errors have.
/// </summary>
/// <param name="settings">Which ones are here.</param>
internal sealed class ServicesElsewhere(AlbSettings settings)
{
    private const string Target = "X-Amz-Target";
    private const string Protocol = "smithy-protocol";
    private const string Cbor = "rpc-v2-cbor";
    private const string ErrorType = "x-amzn-ErrorType";
    private const string Code = "UnknownOperationException";

    /// <summary>Names of endpoint variables that are not those of signatures.</summary>
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["apigateway"] = "API_GATEWAY",
        ["application-autoscaling"] = "APPLICATION_AUTO_SCALING",
        ["autoscaling"] = "AUTO_SCALING",
        ["cognito-idp"] = "COGNITO_IDENTITY_PROVIDER",
        ["events"] = "EVENTBRIDGE",
        ["logs"] = "CLOUDWATCH_LOGS",
        ["monitoring"] = "CLOUDWATCH",
        ["route53"] = "ROUTE_53",
        ["secretsmanager"] = "SECRETS_MANAGER",
        ["states"] = "SFN",
        ["tagging"] = "RESOURCE_GROUPS_TAGGING_API",
    };

    /// <summary>Whose errors are XML though their paths say what is asked.</summary>
    private static readonly string[] RestXml = ["cloudfront", "route53"];

    /// <summary>The answer; null where the request is for a service that is here, or for none of AWS's.</summary>
    public IResult? Answer(HttpRequest http)
    {
        var service = QueryScope.ServiceOf(http);
        var isJson = http.Headers.ContainsKey(Target);
        if (ServicesHere.Have(service) || (service.Length == 0 && !isJson))
        {
            return null;
        }

        var message = Message(service.Length > 0 ? service : ServiceOf(http.Headers[Target].ToString()));
        if (isJson)
        {
            var type = http.ContentType is "application/x-amz-json-1.0" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
            return Json(http, type, new() { ["__type"] = Code, ["message"] = message });
        }

        if (http.Headers[Protocol] == Cbor)
        {
            http.HttpContext.Response.Headers[Protocol] = Cbor;
            http.HttpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Results.Bytes(CborText.Map(("__type", Code), ("message", message)), "application/cbor");
        }

        var requestId = Guid.NewGuid().ToString();
        QueryAnswers.Identify(http.HttpContext.Response, requestId);
        return service switch
        {
            "s3" or "s3express" => S3(message, requestId),
            _ when IsForm(http) || RestXml.Contains(service) =>
                QueryAnswers.Of(new QueryError(Code, message), "", QueryForm.Query, requestId),
            _ => Json(http, "application/json", new() { ["message"] = message }),
        };
    }

    private static IResult S3(string message, string requestId) => new QueryXml().Root("Error", null, error =>
    {
        error.Text("Code", "NotImplemented");
        error.Text("Message", message);
        error.Text("RequestId", requestId);
    }).Answer(StatusCodes.Status400BadRequest);

    private static IResult Json(HttpRequest http, string type, JsonObject error)
    {
        http.HttpContext.Response.Headers[ErrorType] = Code;
        return Results.Text(error.ToJsonString(), type, Encoding.UTF8, StatusCodes.Status400BadRequest);
    }

    private static bool IsForm(HttpRequest http) =>
        http.Path == "/" && (http.Query.ContainsKey("Action")
            || http.Headers[HeaderNames.ContentType].ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase));

    private string Message(string service)
    {
        var here = string.Join(", ", ServicesHere.Of(settings).Select(static here => here.TerraformName));
        var variable = Variables.GetValueOrDefault(service, service.ToUpperInvariant().Replace('-', '_'));
        return $"The service {Quoted.Plain(service)} is not here: this emulator answers {here} alone. In place of AWS_ENDPOINT_URL set the "
            + $"variables that alb env prints, or set AWS_ENDPOINT_URL_{Quoted.Plain(variable)} to where {Quoted.Plain(service)} is";
    }

    /// <summary><c>dynamodb</c> of <c>DynamoDB_20120810.ListTables</c>.</summary>
    private static string ServiceOf(string target) => target.Split('_', '.')[0].ToLowerInvariant();
}
