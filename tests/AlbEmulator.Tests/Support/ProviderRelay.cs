using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Support;

/// <summary>Stands between a load balancer and a provider: passes on what the one asks and the other answers, unless told otherwise.</summary>
internal sealed class ProviderRelay : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly string _provider;
    private KestrelTarget? _server;

    private ProviderRelay(string provider) => _provider = provider;

    /// <summary>What comes in the place of the provider's answer, by the path.</summary>
    public ConcurrentDictionary<string, RequestDelegate> Instead { get; } = new();

    public string Url => $"http://127.0.0.1:{_server!.Port}";

    /// <param name="provider">The URL of the provider.</param>
    public static async Task<ProviderRelay> StartAsync(string provider)
    {
        var relay = new ProviderRelay(provider);
        relay._server = await KestrelTarget.StartAsync(
            HttpProtocols.Http1, context => (relay.Instead.GetValueOrDefault(context.Request.Path) ?? relay.PassAsync)(context));
        return relay;
    }

    /// <summary>The provider's answer with this member of its JSON object.</summary>
    public RequestDelegate With(string name, JsonNode value) => async context =>
    {
        using var answer = await AskAsync(context.Request);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        json[name] = value.DeepClone();
        await context.Response.WriteAsync(json.ToJsonString());
    };

    /// <summary>The provider's answer.</summary>
    public async Task PassAsync(HttpContext context)
    {
        using var answer = await AskAsync(context.Request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _http.Dispose();
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequest asked)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), $"{_provider}{asked.Path}");
        if (asked.HasFormContentType)
        {
            request.Content = new StreamContent(asked.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(asked.ContentType!) } };
        }

        request.Headers.TryAddWithoutValidation("Authorization", asked.Headers.Authorization.ToString());
        return await _http.SendAsync(request);
    }
}
