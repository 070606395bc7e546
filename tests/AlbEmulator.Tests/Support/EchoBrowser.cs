using System.Net;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>Does what a browser does that logs in with the echo provider: follows redirects, keeps cookies, posts the form.</summary>
public sealed partial class EchoBrowser : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        MaxAutomaticRedirections = 8,
        // Names below localhost lead here, whatever the machine's resolver knows.
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        Timeout = Patience.Default,
    };

    /// <summary>Opens a page and, where it leads to the provider's, logs in as a user.</summary>
    /// <returns>What comes in the end.</returns>
    public async Task<HttpResponseMessage> OpenAsync(string url, string user)
    {
        var page = await _http.GetAsync(new Uri(url));
        var form = await page.Content.ReadAsStringAsync();
        if (Transaction().Match(form) is not { Success: true } transaction)
        {
            return page;
        }

        var provider = page.RequestMessage!.RequestUri!;
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri(provider, "/authorize"))
        {
            Content = new FormUrlEncodedContent([new("transaction", transaction.Groups[1].Value), new("user", user)]),
        };
        post.Headers.Add("Origin", provider.GetLeftPart(UriPartial.Authority));
        return await _http.SendAsync(post);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"transaction\" value=\"([^\"]+)\"")]
    private static partial Regex Transaction();
}
