using System.Net;
using AlbEmulator.Descriptors;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Health;

/// <summary>A connection of HTTP/2 for one health check, and what is sent on it.</summary>
internal static class ProbedHttp2
{
    private const int LongestHeadKilobytes = ResponseHeadReader.LongestHead / 1024;

    /// <summary>The path is sent as it was written.</summary>
    public static Uri UriOf(IPEndPoint endPoint, HealthCheck settings)
    {
        var scheme = settings.Protocol == TargetGroupProtocol.Https ? "https" : "http";
        return new Uri(
            $"{scheme}://{endPoint}{settings.Path}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    /// <summary>Sends a request, over a connection of its own.</summary>
    /// <param name="endPoint">The target.</param>
    /// <param name="policy">Of TLS with it.</param>
    /// <param name="descriptors">Whether there is one for the connection.</param>
    /// <param name="request">What is sent; disposed of.</param>
    /// <param name="judge">What the answer says of the target.</param>
    /// <param name="timeout">Ends it.</param>
    public static async Task<ProbeOutcome> AskAsync(
        IPEndPoint endPoint,
        SslPolicy policy,
        ProcessDescriptors descriptors,
        HttpRequestMessage request,
        Func<HttpResponseMessage, ValueTask<ProbeOutcome>> judge,
        CancellationToken timeout)
    {
        using var sent = request;
        try
        {
            using var client = Open(endPoint, policy, descriptors);
            using var response = await client.SendAsync(request, timeout);
            return await judge(response);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ProbeFailure.Of(exception);
        }
    }

    /// <summary>Its connection is opened with the request, and closed when it is disposed.</summary>
    private static HttpMessageInvoker Open(
        IPEndPoint endPoint, SslPolicy policy, ProcessDescriptors descriptors) => new(new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellationToken) => ConnectedSocket.OfAsync(descriptors.OpenToTarget(endPoint.AddressFamily), endPoint, cancellationToken),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.None,
            PlaintextStreamFilter = TargetHttp2Stream.Below,
            MaxResponseHeadersLength = LongestHeadKilobytes,
            SslOptions = TargetTls.Anyone(endPoint.Address, policy),
        });

    public static HttpRequestMessage Request(HttpMethod method, Uri uri)
    {
        var request = new HttpRequestMessage(method, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", ProbeRequest.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", ProbeRequest.AcceptEncoding);
        return request;
    }
}
