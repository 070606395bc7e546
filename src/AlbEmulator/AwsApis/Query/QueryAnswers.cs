namespace AlbEmulator.AwsApis.Query;

/// <summary>The envelopes that answers of the Query protocol come in.</summary>
internal static class QueryAnswers
{
    private const string RequestIdHeader = "x-amzn-RequestId";

    public static IResult Of(QueryOutcome outcome, string action, QueryService service, string requestId)
    {
        if (outcome.Error is { } error)
        {
            return Of(error, service.Namespace, service.Form, requestId);
        }

        return new QueryXml().Root($"{action}Response", service.Namespace, response =>
        {
            if (service.Form == QueryForm.Ec2)
            {
                response.Text("requestId", requestId);
                outcome.Content(response);
                return;
            }

            response.Element($"{action}Result", outcome.Content);
            response.Element("ResponseMetadata", metadata => metadata.Text("RequestId", requestId));
        }).Answer(StatusCodes.Status200OK);
    }

    public static IResult Of(QueryError error, string xmlns, QueryForm form, string requestId) => form switch
    {
        QueryForm.Query => new QueryXml().Root("ErrorResponse", xmlns, response =>
        {
            response.Element("Error", element =>
            {
                element.Text("Type", error.StatusCode < StatusCodes.Status500InternalServerError ? "Sender" : "Receiver");
                element.Text("Code", error.Code);
                element.Text("Message", error.Message);
            });
            response.Text("RequestId", requestId);
        }).Answer(error.StatusCode),
        QueryForm.Ec2 => new QueryXml().Root("Response", null, response =>
        {
            response.Element("Errors", errors => errors.Element("Error", element =>
            {
                element.Text("Code", error.Code);
                element.Text("Message", error.Message);
            }));
            response.Text("RequestID", requestId);
        }).Answer(error.StatusCode),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// Says of an answer that it may be old.
    /// <see href="https://www.rfc-editor.org/rfc/rfc7234#section-5.5.1"/>
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <param name="old">Why; null where it is not.</param>
    public static void Warn(HttpResponse response, string? old)
    {
        if (old is not null)
        {
            var words = string.Concat(old.Select(static letter => letter is '"' or '\\' ? '\'' : char.IsBetween(letter, ' ', '~') ? letter : '?'));
            response.Headers.Warning = $"110 alb-emulator \"{words}\"";
        }
    }

    public static void Identify(HttpResponse response, string requestId) => response.Headers[RequestIdHeader] = requestId;
}
