using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using AlbEmulator.Expectations;
using AlbEmulator.Model;
using AlbEmulator.Outside;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands.Running;

/// <summary>A test's request as it is sent to a listener, on a connection of its own.</summary>
internal static class SentRequest
{
    /// <summary>Bytes of a body that are looked at.</summary>
    private const int LongestBody = 1024 * 1024;

    /// <summary>Until the whole answer is there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Why a request cannot be sent as it was written; null where it can.</summary>
    public static string? ProblemWith(RequestTest test, Uri listener) =>
        test.Request.Url.Uri.Any(static character => character > '~') ? "its URL holds characters that clients send as %XX alone"
        : Host(test) is { } host && !IsSent(host) ? "its Host is none that clients of .NET send"
        : test.HasSourceIp && !(listener.IsLoopback && LocalAddresses.Has(test.Request.SourceIp)) ? $"its client comes from {test.Request.SourceIp}, and from here it cannot"
        : null;

    /// <summary>What the listener answers; no status where it does not.</summary>
    /// <param name="test">Whose request it is.</param>
    /// <param name="listener">Where it is sent.</param>
    /// <param name="more">A header that the test does not have.</param>
    public static async Task<ClientAnswer> SendAsync(RequestTest test, Uri listener, KeyValuePair<string, string> more)
    {
        using var message = Message(test, listener, more);
        using var client = new HttpMessageInvoker(Handler(listener, test.HasSourceIp ? test.Request.SourceIp : null));
        try
        {
            return await Deadline.WithinAsync(ended => AnswerAsync(client, message, ended), Patience, TimeProvider.System, default);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException)
        {
            return new ClientAnswer(null, [], null, $"no answer: {Quoted.Sentence(exception.GetBaseException().Message)}");
        }
    }

    private static async Task<ClientAnswer> AnswerAsync(HttpMessageInvoker client, HttpRequestMessage message, CancellationToken ended)
    {
        using var response = await client.SendAsync(message, ended);
        await using var stream = await response.Content.ReadAsStreamAsync(ended);
        var body = new byte[LongestBody];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ended);
        return new ClientAnswer(
            (int)response.StatusCode,
            [
                .. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).SelectMany(static header =>
                    header.Value.Select(value => KeyValuePair.Create(header.Key, (string?)ExplainedRequest.Readable(value)))),
            ],
            Encoding.UTF8.GetString(body, 0, length),
            null);
    }

    private static string? Host(RequestTest test) =>
        test.Request.Headers.FirstOrDefault(static header => header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>They leave out a host that they do not take for one, and send that of the URL in its place.</summary>
    private static bool IsSent(string host)
    {
        using var message = new HttpRequestMessage();
        return message.Headers.TryAddWithoutValidation("Host", host) && message.Headers.Host == host;
    }

    private static HttpRequestMessage Message(RequestTest test, Uri listener, KeyValuePair<string, string> more)
    {
        var (scheme, host, port, uri) = test.Request.Url;
        var authority = host is null ? listener.Authority : new HostAndPort(host, port is { } named ? $"{named}" : "").ToString();
        var message = new HttpRequestMessage(
            new HttpMethod(test.Request.Method),
            // The path goes out as it was written, dots and escapes included.
            new Uri($"{scheme ?? listener.Scheme}://{authority}{uri}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Content = test.Body.Length > 0 ? new ByteArrayContent(Encoding.UTF8.GetBytes(test.Body)) : null,
        };
        foreach (var (name, value) in test.Request.Headers.Append(more))
        {
            // What is said of a body goes with it.
            _ = message.Headers.TryAddWithoutValidation(name, value)
                || (message.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "The emulator is asked, and its certificates may be those of development.")]
    private static SocketsHttpHandler Handler(Uri listener, IPAddress? from) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        ConnectCallback = (_, ended) => ConnectAsync(listener, from, ended),
    };

    private static async ValueTask<Stream> ConnectAsync(Uri listener, IPAddress? from, CancellationToken ended)
    {
        var socket = from is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(from.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (from is not null)
            {
                socket.Bind(new IPEndPoint(from, 0));
            }

            await socket.ConnectAsync(new DnsEndPoint(listener.IdnHost, listener.Port), ended);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
