using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using AlbEmulator.Descriptors;
using AlbEmulator.Machine;
using AlbEmulator.Outside;

namespace AlbEmulator.Authentication;

/// <summary>
/// Asks a provider for tokens and for claims, each for 5 seconds at most, and reads no more of an answer than is of use.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-flow"/>
/// </summary>
/// <param name="time">Tells when a provider is late.</param>
/// <param name="descriptors">Of which its connections take a share, with those to targets.</param>
internal sealed class ProviderClient(TimeProvider time, ProcessDescriptors descriptors) : IDisposable
{
    /// <summary>Of an answer, in bytes.</summary>
    public const int LongestAnswer = 256 * 1024;

    /// <summary>How long a provider may take for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        Proxy = new ProviderProxy(HttpClient.DefaultProxy),
        ConnectCallback = (context, cancellationToken) => ConnectedSocket.OfAsync(descriptors.OpenToTarget(family: null), context.DnsEndPoint, cancellationToken),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a form, as the token endpoint wants it.</summary>
    public Task<ProviderAnswer> PostAsync(
        string endpoint, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken) =>
        AskAsync(() => new(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) }, cancellationToken);

    /// <summary>Asks for a document, with a token where there is one.</summary>
    public Task<ProviderAnswer> GetAsync(string endpoint, string? accessToken, CancellationToken cancellationToken) => AskAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
            if (accessToken is not null)
            {
                // As it is: a token may hold what no scheme allows.
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {accessToken}");
            }

            return request;
        },
        cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<ProviderAnswer> AskAsync(Func<HttpRequestMessage> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await Deadline.WithinAsync(token => AnswerAsync(ask, token), Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return ProviderAnswer.Late;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or IOException or SocketException or InvalidOperationException or FormatException)
        {
            return ProviderAnswer.None(Unattended.Reason(exception));
        }
    }

    private async Task<ProviderAnswer> AnswerAsync(Func<HttpRequestMessage> ask, CancellationToken cancellationToken)
    {
        using var request = ask();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), LongestAnswer);
        using var read = new MemoryStream();
        try
        {
            await body.CopyToAsync(read, cancellationToken);
        }
        catch (IOException) when (body.IsTooLong)
        {
            return ProviderAnswer.TooLong;
        }

        return new ProviderAnswer((int)response.StatusCode, read.ToArray(), null);
    }
}

/// <summary>What a provider answered, or why it did not.</summary>
/// <param name="StatusCode">0 where there is no answer.</param>
/// <param name="Body">Of the answer.</param>
/// <param name="Problem">Why there is none; null where there is one.</param>
internal sealed record ProviderAnswer(int StatusCode, byte[] Body, string? Problem)
{
    public static ProviderAnswer Late { get; } = new(0, [], $"there was no whole answer within {ProviderClient.Patience.TotalSeconds:0} seconds");

    public static ProviderAnswer TooLong { get; } = new(0, [], $"its answer has more than {ProviderClient.LongestAnswer} bytes");

    public bool IsLate => ReferenceEquals(this, Late);

    public bool IsTooLong => ReferenceEquals(this, TooLong);

    public bool IsGood => StatusCode is >= 200 and < 300;

    public static ProviderAnswer None(string problem) => new(0, [], problem);

    /// <summary>The body as a JSON object; null where it is none.</summary>
    public JsonElement? Json
    {
        get
        {
            try
            {
                using var document = JsonDocument.Parse(Body);
                return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
