using System.Net;
using System.Net.WebSockets;

namespace AlbEmulator.Benchmarks.Soak;

/// <summary>
/// Clients of all kinds, at constant rates: small requests over HTTP/1.1, TLS and HTTP/2, bodies of 10 MB both ways,
/// WebSockets, and clients that leave.
/// </summary>
internal sealed class MixedLoad : IDisposable
{
    private const int LargeBytes = 10_000_000;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);
    private static readonly byte[] Large = new byte[LargeBytes];

    private readonly AnsweredRequests _requests;
    private readonly HttpClient _http1 = Client(HttpVersion.Version11);
    private readonly HttpClient _http2 = Client(HttpVersion.Version20);
    private readonly string _plain;
    private readonly string _secure;
    private readonly CancellationToken _end;

    /// <param name="requests">Where answers are told.</param>
    /// <param name="port">Of the HTTP listener.</param>
    /// <param name="securePort">Of the HTTPS listener.</param>
    /// <param name="end">When no more are to be sent; those under way are waited for.</param>
    public MixedLoad(AnsweredRequests requests, int port, int securePort, CancellationToken end)
    {
        (_requests, _end) = (requests, end);
        (_plain, _secure) = ($"http://127.0.0.1:{port}", $"https://localhost:{securePort}");
    }

    /// <param name="perSecond">Requests in all, nearly all of them small.</param>
    public Task Run(int perSecond) => Task.WhenAll(
        Every(perSecond * 0.50, () => Ask(_http1, _plain, "/")),
        Every(perSecond * 0.10, () => Ask(_http1, _secure, "/")),
        Every(perSecond * 0.36, () => Ask(_http2, _secure, "/")),
        Every(perSecond * 0.02, () => Ask(_http1, _plain, "/", closes: true)),
        Every(perSecond * 0.01, () => Leave(_http1, _plain)),
        Every(perSecond * 0.01, () => Leave(_http2, _secure)),
        Every(0.5, () => Ask(_http1, _plain, $"/bytes/{LargeBytes}")),
        Every(0.5, () => Ask(_http2, _secure, $"/bytes/{LargeBytes}")),
        Every(0.5, () => Ask(_http1, _plain, "/status/200", Large)),
        Every(0.5, () => Ask(_http2, _secure, "/status/200", Large)),
        Every(1, () => Talk(messages: 10)),
        Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Every(0.05, () => Talk(messages: 20, TimeSpan.FromSeconds(1))))));

    public void Dispose()
    {
        _http1.Dispose();
        _http2.Dispose();
    }

    private static HttpClient Client(Version version)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            EnableMultipleHttp2Connections = true,
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
        };
        return new HttpClient(handler)
        {
            Timeout = AnswerTimeout,
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>Asks for much, and goes while it comes.</summary>
    private static async Task Leave(HttpClient client, string host)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
            using var answer = await client.GetAsync(
                $"{host}/bytes/{LargeBytes}", HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // As meant.
        }
    }

    /// <summary>Begins something so often a second, whether what was begun before has ended or not.</summary>
    private async Task Every(double perSecond, Func<Task> begin)
    {
        var running = new List<Task>();
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        try
        {
            while (await tick.WaitForNextTickAsync(_end))
            {
                running.RemoveAll(one => one.IsCompleted);
                running.Add(begin());
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }

        await Task.WhenAll(running);
    }

    private async Task Ask(HttpClient client, string host, string path, byte[]? body = null, bool closes = false)
    {
        var (number, query) = _requests.Next();
        try
        {
            using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, $"{host}{path}?{query}")
            {
                Version = client.DefaultRequestVersion,
                VersionPolicy = client.DefaultVersionPolicy,
                Content = body is null ? null : new ByteArrayContent(body),
            };
            request.Headers.ConnectionClose = closes ? true : null;
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, default(CancellationToken));
            await answer.Content.CopyToAsync(Stream.Null);
            _requests.Answered(number, $"{(int)answer.StatusCode}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            _requests.Broken("broken off");
        }
    }

    private async Task Talk(int messages, TimeSpan pause = default)
    {
        var (number, query) = _requests.Next();
        using var socket = new ClientWebSocket();
        using var patience = new CancellationTokenSource(AnswerTimeout * 3);
        try
        {
            await socket.ConnectAsync(new Uri($"{_plain.Replace("http", "ws")}/ws?{query}"), patience.Token);
            var buffer = new byte[1000];
            for (var message = 0; message < messages && !_end.IsCancellationRequested; message++)
            {
                await socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, patience.Token);
                await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
                await Task.Delay(pause, patience.Token);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            _requests.Answered(number, "101");
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            _requests.Broken("WebSocket broken off");
        }
    }
}
