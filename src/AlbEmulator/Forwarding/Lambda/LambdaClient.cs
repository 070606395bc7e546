using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Descriptors;
using AlbEmulator.Model;
using AlbEmulator.Tracing;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// Invokes functions, wherever they are: at Lambda's Invoke API, or at anything that speaks it.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"/>
/// </summary>
internal sealed class LambdaClient(AlbSettings settings, TimeProvider time, ProcessDescriptors descriptors) : IDisposable
{
    private const string InvocationType = "X-Amz-Invocation-Type";
    private const string FunctionError = "X-Amz-Function-Error";
    private const string ErrorType = "X-Amzn-ErrorType";

    /// <summary>
    /// Shorter than any server keeps an idle connection: an invocation that runs into its close cannot be sent again.
    /// </summary>
    private static readonly TimeSpan KeptIdle = TimeSpan.FromSeconds(2);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, descriptors, time, cancellationToken),
        PooledConnectionIdleTimeout = KeptIdle,
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
    });

    /// <summary>Invokes a function and waits for what it returns.</summary>
    /// <param name="target">The function.</param>
    /// <param name="payload">The event.</param>
    /// <param name="traceId">X-Amzn-Trace-Id, which Lambda takes on; null for none.</param>
    /// <param name="hasMultiValueHeaders">Which headers are read of its answer.</param>
    /// <param name="patience">How long it may take; the same again for each piece of its answer.</param>
    /// <param name="cancellationToken">Breaks the invocation off.</param>
    public async Task<LambdaOutcome> InvokeAsync(
        Target target,
        ReadOnlyMemory<byte> payload,
        string? traceId,
        bool hasMultiValueHeaders,
        TimeSpan patience,
        CancellationToken cancellationToken)
    {
        if (LambdaUrl.Of(target, settings.Lambda.Endpoint) is not { } url)
        {
            return LambdaFailure.ConnectionError;
        }

        using var silence = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            using var request = Request(url, payload, traceId);
            using var response = await _client.SendAsync(request, either.Token);
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            return await OutcomeAsync(response, hasMultiValueHeaders, patience, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            return exception switch
            {
                TimeoutException or OperationCanceledException => LambdaFailure.IdleTimeout,
                { InnerException: TargetConnectException { IsTimeout: true } } => LambdaFailure.ConnectionTimeout,
                { InnerException: NoDescriptorException } => LambdaFailure.NotConnected,
                _ => LambdaFailure.ConnectionError with { Why = $"{url.Authority}: {TargetFailures.Sentence(exception)}" },
            };
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Request(Uri url, ReadOnlyMemory<byte> payload, string? traceId)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(payload) };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation(InvocationType, "RequestResponse");
        if (traceId is not null)
        {
            request.Headers.TryAddWithoutValidation(TraceHeader.Name, traceId);
        }

        return request;
    }

    private static async ValueTask<Stream> ConnectAsync(
        System.Net.DnsEndPoint endPoint,
        ProcessDescriptors descriptors,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var socket = descriptors.OpenToTarget(family: null);
        try
        {
            await TargetConnector.WithinAsync(
                $"{endPoint.Host}:{endPoint.Port}",
                token => socket.ConnectAsync(endPoint, token).AsTask(),
                time,
                isClosed: static () => false,
                cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<LambdaOutcome> OutcomeAsync(
        HttpResponseMessage response, bool hasMultiValueHeaders, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (response.Headers.NonValidated.Contains(FunctionError))
        {
            return LambdaFailure.Unhandled with { Why = await MessageAsync(response, patience, cancellationToken) };
        }

        var errorType = response.Headers.NonValidated.TryGetValues(ErrorType, out var types) ? types.ToString() : null;
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var returned = errorType is not null
            ? null
            : await new LimitedBytes(LambdaLimits.ResponsePayload, patience, time)
                .ReadAsync(body, response.Content.Headers.ContentLength, cancellationToken);
        return returned switch
        {
            { } payload when LambdaResponseReader.IsFunctionError(payload) =>
                LambdaFailure.Unhandled with { Why = FunctionFailures.Message(payload) },
            _ when errorType is not null || !response.IsSuccessStatusCode =>
                LambdaFailure.OfService(errorType, (int)response.StatusCode) with
                {
                    Why = $"{Words(errorType?.Split(':')[0] ?? FunctionFailures.Message(returned))}"
                        + $"status {(int)response.StatusCode}",
                },
            { } payload => LambdaResponseReader.Read(payload, hasMultiValueHeaders),
            null => LambdaFailure.ResponseTooLarge,
        };
    }

    private static string Words(string? words) => words is null ? "" : $"{words}, ";

    /// <summary>What a function says of its error; null where it does not say it in time.</summary>
    private async Task<string?> MessageAsync(
        HttpResponseMessage response, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return FunctionFailures.Message(await new LimitedBytes(LambdaLimits.ResponsePayload, patience, time)
                .ReadAsync(body, response.Content.Headers.ContentLength, cancellationToken));
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or HttpRequestException)
        {
            return null;
        }
    }
}
