using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Clusters.Objects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using YamlDotNet.Serialization;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary>An API server of Kubernetes that has the objects of manifests, and tells when one of them is another.</summary>
internal sealed class ManifestCluster : IAsyncDisposable
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
    private static readonly ISerializer Json = new SerializerBuilder().JsonCompatible().Build();

    private readonly ILookup<string, JsonObject> _objects;
    private readonly Dictionary<string, Channel<string>> _told = ObjectKind.All.ToDictionary(kind => kind.Plural, _ => Channel.CreateUnbounded<string>());
    private readonly WebApplication _app;
    private int _version = 1;

    /// <param name="manifests">Documents of YAML.</param>
    public ManifestCluster(string manifests)
    {
        _objects = manifests.Split("---\n", StringSplitOptions.RemoveEmptyEntries).Select(Read).ToLookup(PluralOf);
        Port = PortRange.Free(1);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port));
        _app = builder.Build();
        _app.Run(Answer);
    }

    public int Port { get; }

    /// <summary>A kubeconfig that leads here.</summary>
    public string Config =>
        $$"""
        { "current-context": "here", "contexts": [{ "name": "here", "context": { "cluster": "here", "user": "me" } }],
          "clusters": [{ "name": "here", "cluster": { "server": "http://127.0.0.1:{{Port}}" } }], "users": [{ "name": "me", "user": { "token": "any" } }] }
        """;

    public Task Start() => _app.StartAsync();

    /// <summary>Tells that an object is as a document of YAML has it from now on.</summary>
    public void Change(string manifest)
    {
        var changed = Read(manifest.Replace("---\n", "", StringComparison.Ordinal));
        changed["metadata"]!["resourceVersion"] = $"{Interlocked.Increment(ref _version)}";
        _told[PluralOf(changed)].Writer.TryWrite(new JsonObject { ["type"] = "MODIFIED", ["object"] = changed }.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _told.Values)
        {
            channel.Writer.TryComplete();
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static JsonObject Read(string manifest) => JsonNode.Parse(Json.Serialize(Yaml.Deserialize<object>(manifest)))!.AsObject();

    private static string PluralOf(JsonObject item) => ObjectKind.All.Single(kind => kind.Kind == (string?)item["kind"]).Plural;

    private async Task Answer(HttpContext http)
    {
        var plural = http.Request.Path.Value!.Split('/')[^1];
        http.Response.ContentType = "application/json";
        if (http.Request.Query["watch"] != "true")
        {
            await http.Response.WriteAsync(new JsonObject
            {
                ["kind"] = "List",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject { ["resourceVersion"] = "1" },
                ["items"] = new JsonArray([.. _objects[plural].Select(item => (JsonNode?)item.DeepClone())]),
            }.ToJsonString());
            return;
        }

        await http.Response.StartAsync();
        await http.Response.Body.FlushAsync();
        await foreach (var line in _told[plural].Reader.ReadAllAsync(http.RequestAborted))
        {
            await http.Response.WriteAsync($"{line}\n");
            await http.Response.Body.FlushAsync();
        }
    }
}
