using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Clusters;

/// <summary>An API server of Kubernetes without a cluster: it lists, pages, tells and takes what it is told to, or answers badly.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ApiRequest> _requests = new();
    private CancellationTokenSource _ended = new();
    private WebApplication? _app;

    /// <summary>What it has.</summary>
    public ApiObjects Objects { get; } = new();

    public int Port { get; } = FreePorts.Take();

    /// <summary>The certificate that it shows; null to speak without TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    public string Url => $"{(Certificate is null ? "http" : "https")}://127.0.0.1:{Port}";

    /// <summary>What it was asked so far.</summary>
    public IReadOnlyList<ApiRequest> Requests => [.. _requests];

    /// <summary>Paths in which one of these stands get its status, with an object that says so.</summary>
    public ConcurrentDictionary<string, int> Refused { get; } = new();

    /// <summary>In place of an answer; whether there was one.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>What it knows of who asks: a status in place of the answer, or null.</summary>
    public Func<HttpContext, int?>? Refuses { get; set; }

    public static async Task<ApiServer> StartAsync(X509Certificate2? certificate = null)
    {
        var server = new ApiServer { Certificate = certificate };
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, also again.</summary>
    public async Task StartAsync()
    {
        _ended = new CancellationTokenSource();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port, endPoint =>
        {
            endPoint.Protocols = Certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            if (Certificate is not null)
            {
                endPoint.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = Certificate,
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                    ClientCertificateValidation = static (_, _, _) => true,
                });
            }
        }));
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
    }

    /// <summary>Ends it, with its connections.</summary>
    public async Task StopAsync()
    {
        await _ended.CancelAsync();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _app = null;
    }

    /// <summary>A kubeconfig whose current context is this server.</summary>
    /// <param name="folder">Where it is written.</param>
    /// <param name="user">What stands of the user, a line each.</param>
    /// <param name="cluster">What stands of the cluster beside its address.</param>
    /// <param name="context">What stands of the context beside its cluster and user.</param>
    /// <returns>Its path.</returns>
    public string KubeConfig(TempFolder folder, string user = "token: s3cret", string cluster = "", string context = "") => folder.Write(
        "config",
        $"""
        apiVersion: v1
        kind: Config
        current-context: test
        contexts:
          - name: test
            context:
              cluster: here
              user: me
              {context}
        clusters:
          - name: here
            cluster:
              server: {Url}
              {cluster.ReplaceLineEndings("\n      ")}
        users:
          - name: me
            user:
              {user.ReplaceLineEndings("\n      ")}
        """);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ended.Dispose();
        Certificate?.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _ended.Token);
        try
        {
            using var body = new StreamReader(http.Request.Body);
            _requests.Enqueue(new ApiRequest(
                http.Request.Method,
                http.Request.Path,
                http.Request.QueryString.Value ?? "",
                http.Request.Headers.Authorization.ToString(),
                await body.ReadToEndAsync(either.Token))
            {
                Headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
            });
            var status = Refused.FirstOrDefault(item => http.Request.Path.Value!.Contains(item.Key, StringComparison.Ordinal)) is { Key: not null, Value: var refused }
                ? refused
                : Refuses?.Invoke(http);
            if (status is { } told)
            {
                await RefuseAsync(http, told, $"{http.Request.Path} is refused to \"me\"");
            }
            else if (Instead is not { } instead || !await instead(http))
            {
                await AnswerAsync(http, ApiPath.Of(http.Request.Path.Value!), either.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Whoever asked has gone, or this server has.
            http.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken end)
    {
        http.Response.ContentType = "application/json";
        if (http.Request.Method == "PATCH")
        {
            Assert.Equal("application/merge-patch+json", http.Request.ContentType);
            var changed = Objects.Patch(path, JsonNode.Parse(_requests.Last(request => request.Path == http.Request.Path).Body)!.AsObject());
            await (changed is null ? RefuseAsync(http, 404, "not there") : http.Response.WriteAsync(changed.ToJsonString(), end));
        }
        else if (http.Request.Query["watch"] == "true")
        {
            await TellAsync(http, path, end);
        }
        else if (Objects.List(path, http.Request.Query) is { } list)
        {
            await http.Response.WriteAsync(list, end);
        }
        else
        {
            await RefuseAsync(http, 410, "The provided continue parameter is too old");
        }
    }

    private async Task TellAsync(HttpContext http, ApiPath path, CancellationToken end)
    {
        Assert.Equal("true", http.Request.Query["allowWatchBookmarks"]);
        if (Objects.Follow(path, http.Request.Query) is not { } follower)
        {
            await RefuseAsync(http, 410, "too old resource version");
            return;
        }

        using (follower)
        {
            await http.Response.StartAsync(end);
            await http.Response.Body.FlushAsync(end);
            await foreach (var line in follower.Lines.ReadAllAsync(end))
            {
                await http.Response.WriteAsync($"{line}\n", end);
                await http.Response.Body.FlushAsync(end);
            }

            if (follower.IsDropped)
            {
                http.Abort();
            }
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(new JsonObject { ["kind"] = "Status", ["code"] = status, ["message"] = message }.ToJsonString());
    }
}

/// <summary>What an API server was asked.</summary>
internal sealed record ApiRequest(string Method, string Path, string Query, string Authorization, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public bool IsWatch => Query.Contains("watch=true", StringComparison.Ordinal);

    /// <summary>Whether it asks for a list of a kind.</summary>
    public bool IsListOf(string plural) => !IsWatch && Method == "GET" && Path.EndsWith($"/{plural}", StringComparison.Ordinal);

    /// <summary>Whether it asks what becomes of a kind.</summary>
    public bool IsWatchOf(string plural) => IsWatch && Path.EndsWith($"/{plural}", StringComparison.Ordinal);
}

/// <summary>A path of the API in its parts.</summary>
internal sealed record ApiPath(string Group, string Version, string Namespace, string Plural, string Name)
{
    public static ApiPath Of(string path)
    {
        var parts = path.Trim('/').Split('/');
        var (group, version, rest) = parts[0] == "api" ? ("", parts[1], parts[2..]) : (parts[1], parts[2], parts[3..]);
        var nameSpace = rest is ["namespaces", _, _, ..] ? rest[1] : "";
        var inside = nameSpace.Length > 0 ? rest[2..] : rest;
        return new ApiPath(group, version, nameSpace, inside[0], inside.ElementAtOrDefault(1) ?? "");
    }
}
