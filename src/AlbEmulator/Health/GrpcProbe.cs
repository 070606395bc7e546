using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using AlbEmulator.Descriptors;
using AlbEmulator.Model;

namespace AlbEmulator.Health;

/// <summary>
/// Asks a target of a gRPC group: calls a method with an empty message, and looks at the status of the call.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
internal sealed class GrpcProbe(
    IPEndPoint endPoint, HealthCheck settings, SslPolicy policy, ProcessDescriptors descriptors)
    : Probe(HealthCheckType.Grpc, $"{endPoint.Address}:{endPoint.Port}")
{
    /// <summary>Bytes of an answer at most; what matters comes after it.</summary>
    private const int LongestBody = 64 * 1024;

    /// <summary>Not compressed, of length 0.</summary>
    private static readonly byte[] EmptyMessage = new byte[5];

    private static readonly MediaTypeHeaderValue Grpc = new("application/grpc");

    private readonly Uri _uri = ProbedHttp2.UriOf(endPoint, settings);

    public override Task<ProbeOutcome> CheckAsync(CancellationToken timeout)
    {
        var request = ProbedHttp2.Request(HttpMethod.Post, _uri);
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Content = new ByteArrayContent(EmptyMessage) { Headers = { ContentType = Grpc } };
        return ProbedHttp2.AskAsync(endPoint, policy, descriptors, request, response => JudgeAsync(response, timeout), timeout);
    }

    private async ValueTask<ProbeOutcome> JudgeAsync(HttpResponseMessage response, CancellationToken timeout)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new(ProbeEnd.ResponseCodeMismatch, (int)response.StatusCode, "a status of HTTP, where gRPC has 200");
        }

        return await IsReadAsync(response, timeout)
            ? Judge(response)
            : new(ProbeEnd.Malformed, null, "the answer is longer than 64 KB");
    }

    private static async Task<bool> IsReadAsync(HttpResponseMessage response, CancellationToken timeout)
    {
        await using var body = await response.Content.ReadAsStreamAsync(timeout);
        var buffer = new byte[4096];
        var length = 0;
        while (await body.ReadAsync(buffer, timeout) is > 0 and var read)
        {
            length += read;
            if (length > LongestBody)
            {
                return false;
            }
        }

        return true;
    }

    private ProbeOutcome Judge(HttpResponseMessage response)
    {
        // A call that fails at once has its status in the only head there is.
        if (StatusIn(response.TrailingHeaders) is not { } text && (text = StatusIn(response.Headers)) is null)
        {
            return new(ProbeEnd.GrpcStatusMissing, null, "the answer has no grpc-status");
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return new(ProbeEnd.Malformed, null, "grpc-status is not a number");
        }

        return settings.Matcher.Matches(status)
            ? new(ProbeEnd.Passed, status)
            : new(ProbeEnd.GrpcStatusMismatch, status);
    }

    private static string? StatusIn(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("grpc-status", out var values) ? values.ToString() : null;
}
