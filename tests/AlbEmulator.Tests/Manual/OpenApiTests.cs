using System.Net;
using System.Text.Json;
using AlbEmulator.Commands;
using AlbEmulator.ControlPort;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace AlbEmulator.Tests.Manual;

/// <summary><c>/openapi.json</c> says what the control port answers.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task It_is_a_document_of_openapi_with_every_path_that_there_is()
    {
        await using var scenario = await Scenario.StartAsync();
        var read = await ReadAsync(scenario.Emulator);

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(ProgramVersion.Number, read.Document!.Info.Version);
        Assert.Equal(
            scenario.Emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints
                .Select(endpoint => endpoint.Metadata.GetMetadata<ControlPath>()).OfType<ControlPath>()
                .Select(path => $"{path.Method} {path.Pattern.Replace("**", "", StringComparison.Ordinal).Replace(":guid", "", StringComparison.Ordinal).Replace(":long", "", StringComparison.Ordinal)}")
                .Order(StringComparer.Ordinal),
            read.Document.Paths.SelectMany(path => path.Value.Operations!.Keys, (path, method) => $"{method} {path.Key}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/health", "/health", "")]
    [InlineData("GET", "/target-health", "/target-health?target-group=web", "")]
    [InlineData("GET", "/target-health", "/target-health?target-group=nobody", "")]
    [InlineData("PUT", "/target-health", "/target-health", """{"targetGroup":"web","target":"TARGET","state":"draining"}""")]
    [InlineData("PUT", "/target-health", "/target-health", "{}")]
    [InlineData("GET", "/load-balancers", "/load-balancers", "")]
    [InlineData("GET", "/history", "/history", "")]
    [InlineData("GET", "/requests", "/requests", "")]
    [InlineData("GET", "/requests", "/requests?status=x", "")]
    [InlineData("GET", "/requests/{traceId}", "/requests/none", "")]
    [InlineData("POST", "/requests/wait", "/requests/wait", """{"count":1,"timeoutSeconds":0}""")]
    [InlineData("POST", "/requests/wait", "/requests/wait", """{"count":9,"timeoutSeconds":0}""")]
    [InlineData("POST", "/requests/again", "/requests/again", """{"number":1}""")]
    [InlineData("POST", "/requests/again", "/requests/again", """{"number":9}""")]
    [InlineData("PUT", "/faults", "/faults", """{"faults":[{"rule":"default","status":503,"share":0.5,"seconds":9}]}""")]
    [InlineData("PUT", "/faults", "/faults", """{"faults":[{"rule":"default"}]}""")]
    [InlineData("POST", "/faults", "/faults", """{"faults":[{"rule":"default","delayMilliseconds":9}]}""")]
    [InlineData("DELETE", "/faults", "/faults", "")]
    [InlineData("DELETE", "/faults/{id}", "/faults/9", "")]
    [InlineData("GET", "/faults", "/faults", "")]
    [InlineData("POST", "/explain", "/explain", """{"method":"GET","url":"http://a/"}""")]
    [InlineData("POST", "/explain", "/explain", "[]")]
    [InlineData("POST", "/reload", "/reload", "")]
    [InlineData("PUT", "/topology", "/topology", "TargetGroups: [{ Nam: x }]")]
    [InlineData("POST", "/reset", "/reset", "")]
    [InlineData("DELETE", "/requests", "/requests", "")]
    public async Task Answers_have_the_status_and_the_members_that_it_names(string method, string pattern, string path, string body)
    {
        await using var scenario = await Scenario.StartAsync();
        await new JournalClient(scenario.Emulator).ExchangeAsync(Wire.Get("/x"));
        var operation = (await ReadAsync(scenario.Emulator)).Document!.Paths[pattern].Operations![new HttpMethod(method)];
        using var http = OneQuestion.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(scenario.Emulator.Control, path));
        request.Content = body.Length > 0 ? new StringContent(body.Replace("TARGET", $"127.0.0.1:{scenario.Target.Port}", StringComparison.Ordinal)) : null;

        using var answer = await http.SendAsync(request);

        var response = Assert.Contains($"{(int)answer.StatusCode}", (IReadOnlyDictionary<string, IOpenApiResponse>)operation.Responses!);
        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            return;
        }

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Empty(Unnamed(json.RootElement, response.Content!["application/json"].Schema!, "$"));
    }

    /// <summary>Members that the schema does not name.</summary>
    private static IEnumerable<string> Unnamed(JsonElement json, IOpenApiSchema schema, string place) => json.ValueKind switch
    {
        JsonValueKind.Object when schema.Properties is { Count: > 0 } properties => json.EnumerateObject().SelectMany(member =>
            properties.TryGetValue(member.Name, out var known) ? Unnamed(member.Value, known, $"{place}.{member.Name}") : [$"{place}.{member.Name}"]),
        JsonValueKind.Array when schema.Items is { } items => json.EnumerateArray().SelectMany(item => Unnamed(item, items, $"{place}[]")),
        _ => [],
    };

    private static async Task<ReadResult> ReadAsync(RunningEmulator emulator)
    {
        using var http = OneQuestion.Client();
        using var stream = new MemoryStream(await http.GetByteArrayAsync(new Uri(emulator.Control, "/openapi.json")));
        return await OpenApiDocument.LoadAsync(stream, "json");
    }
}
