using System.Net;
using System.Text;
using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>Injects faults and holds targets, by the calls of the control port.</summary>
public sealed class ConsoleClient(RunningEmulator emulator) : IDisposable
{
    private readonly HttpClient _http = OneQuestion.Client();

    /// <summary><c>PUT /faults</c> with these faults, which are right; gives them as they are told.</summary>
    public async Task<IReadOnlyList<JsonElement>> InjectAsync(params string[] faults)
    {
        var (status, answer) = await PutAsync("/faults", $$"""{"faults":[{{string.Join(',', faults)}}]}""");
        Assert.True(status == HttpStatusCode.OK, $"{answer}");
        return [.. answer.GetProperty("faults").EnumerateArray()];
    }

    /// <summary><c>GET /faults</c>.</summary>
    public async Task<IReadOnlyList<JsonElement>> FaultsAsync()
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync(new Uri(emulator.Control, "/faults")));
        return [.. document.RootElement.Clone().GetProperty("faults").EnumerateArray()];
    }

    /// <summary><c>POST /faults</c>.</summary>
    public Task<(HttpStatusCode Status, JsonElement Answer)> AddAsync(params string[] faults) =>
        PostAsync("/faults", $$"""{"faults":[{{string.Join(',', faults)}}]}""");

    /// <summary><c>DELETE /faults/ID</c>.</summary>
    public async Task<HttpStatusCode> EndAsync(long id)
    {
        using var response = await _http.DeleteAsync(new Uri(emulator.Control, $"/faults/{id}"));
        return response.StatusCode;
    }

    /// <summary><c>DELETE /faults</c>.</summary>
    public async Task<HttpStatusCode> EndAsync()
    {
        using var response = await _http.DeleteAsync(new Uri(emulator.Control, "/faults"));
        return response.StatusCode;
    }

    /// <summary><c>POST /reset</c>.</summary>
    public async Task ResetAsync()
    {
        using var response = await _http.PostAsync(new Uri(emulator.Control, "/reset"), null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary><c>PUT /target-health</c>, which is right; gives the state and the description that are told of the target.</summary>
    public async Task<(string? State, string? Reason, string? Description)> HoldAsync(string target, string? state, string group = "web")
    {
        var (status, answer) = await PutAsync("/target-health", JsonSerializer.Serialize(new { targetGroup = group, target, state }));
        Assert.True(status == HttpStatusCode.OK, $"{answer}");
        var told = Assert.Single(answer.GetProperty("TargetGroups")[0].GetProperty("TargetHealthDescriptions").EnumerateArray()).GetProperty("TargetHealth");
        return (Text("State"), Text("Reason"), Text("Description"));

        string? Text(string name) => told.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    /// <summary>Any body; gives the status and the answer, which is JSON always.</summary>
    public Task<(HttpStatusCode Status, JsonElement Answer)> PutAsync(string path, string body) => PutAsync(path, Encoding.UTF8.GetBytes(body));

    /// <inheritdoc cref="PutAsync(string, string)"/>
    public Task<(HttpStatusCode Status, JsonElement Answer)> PutAsync(string path, byte[] body) => SendAsync(HttpMethod.Put, path, body);

    /// <inheritdoc cref="PutAsync(string, string)"/>
    public Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string path, string body = "") =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body));

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, byte[] body)
    {
        using var request = new HttpRequestMessage(method, new Uri(emulator.Control, path)) { Content = new ByteArrayContent(body) };
        using var response = await _http.SendAsync(request);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }

    public void Dispose() => _http.Dispose();
}
