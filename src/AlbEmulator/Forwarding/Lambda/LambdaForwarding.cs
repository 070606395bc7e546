using AlbEmulator.Model;
using AlbEmulator.Requests;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// Makes an event of a request, and an answer of what the function returns.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html"/>
/// </summary>
internal sealed class LambdaForwarding(LambdaClient client, FunctionNotices notices)
{
    public async Task ForwardAsync(AlbRequest request, Target function)
    {
        try
        {
            var outcome = await OutcomeAsync(request, function);
            notices.Tell(request.TargetGroup!.TargetGroup, function, outcome);
            Answer(request, function, outcome);
        }
        catch (TimeoutException)
        {
            // Within the client's body: what is awaited of the function ends in an outcome.
            Answers.Give(request, StatusCodes.Status408RequestTimeout, TargetFailures.OfSlowClient(request));
        }
        catch (BadHttpRequestException exception) when (!request.Context.RequestAborted.IsCancellationRequested)
        {
            Answers.Give(request, StatusCodes.Status400BadRequest, TargetFailures.OfBody(exception));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            request.SentToTargetAt = 0;
            ForwardingErrors.ClientLeft(request);
        }
    }

    private async Task<LambdaOutcome> OutcomeAsync(AlbRequest request, Target function)
    {
        var (context, time) = (request.Context, request.Connection.Time);
        if (ConnectionHeader.AsksForWebSocket(context.Request.Headers))
        {
            return LambdaFailure.WebsocketNotSupported;
        }

        var patience = request.Listener.IdleTimeout;
        // Reading ends by itself when the client leaves; to cancel it would leave the parser bytes that are no request.
        var body = await new LimitedBytes(LambdaLimits.RequestBody, patience, time)
            .ReadAsync(context.Request.Body, context.Request.ContentLength, CancellationToken.None);
        if (body is null)
        {
            return LambdaFailure.RequestTooLarge;
        }

        var asked = LambdaRequest.Of(request, body.Value);
        if (LambdaEvent.Write(asked) is not { } payload)
        {
            return LambdaFailure.BadRequest;
        }

        request.HeaderNotes?.Forward(asked.Headers, asked.HasMultiValueHeaders);
        request.SentToTargetAt = time.GetTimestamp();
        var outcome = await client.InvokeAsync(
            function, payload, request.TraceId, asked.HasMultiValueHeaders, patience, context.RequestAborted);
        if (outcome is LambdaFailure { IsUnsent: true })
        {
            // Nothing was sent: the log's three times are all -1.
            request.SentToTargetAt = 0;
            request.HeaderNotes?.NothingForwarded();
        }
        else if (outcome != LambdaFailure.IdleTimeout)
        {
            request.TargetAnsweredAt = time.GetTimestamp();
        }

        return outcome;
    }

    private static void Answer(AlbRequest request, Target function, LambdaOutcome outcome)
    {
        switch (outcome)
        {
            case LambdaResponse response:
                request.TargetStatusCode = response.StatusCode;
                Note(request.HeaderNotes, response);
                Answers.Give(
                    request,
                    new Answer(response.StatusCode, response.ContentType, response.Body)
                    {
                        Headers = Headers(request, response),
                    });
                break;
            case LambdaFailure failure:
                request.ErrorReason = failure.Reason;
                request.ErrorDetail = failure.Detail;
                Answers.Give(
                    request, failure.StatusCode, FunctionFailures.Of(failure, function, request.Listener.IdleTimeout));
                break;
        }
    }

    private static void Note(HeaderNotes? notes, LambdaResponse response)
    {
        notes?.Answer(HeaderNames.ContentType, response.ContentType);
        foreach (var (name, value) in response.Headers)
        {
            notes?.Answer(name, value);
        }
    }

    /// <summary>The function's, and before them the load balancer's own cookies.</summary>
    private static IReadOnlyList<KeyValuePair<string, string>> Headers(AlbRequest request, LambdaResponse response)
    {
        if (request.AddedCookies.Count == 0)
        {
            return response.Headers;
        }

        var headers = new List<KeyValuePair<string, string>>(request.AddedCookies.Count + response.Headers.Count);
        foreach (var cookie in request.AddedCookies)
        {
            headers.Add(new(HeaderNames.SetCookie, cookie!));
        }

        headers.AddRange(response.Headers);
        return headers;
    }
}
