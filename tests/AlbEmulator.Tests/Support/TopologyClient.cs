using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>Puts and gets the topology on the control port.</summary>
public sealed class TopologyClient(Uri control) : IDisposable
{
    private readonly HttpClient _http = OneQuestion.Client();

    /// <summary>Puts a text; gives the status and the answer, which is JSON always.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> PutAsync(
        object topology, string? contentType = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(control, "/topology"))
        {
            Content = new StringContent(topology.ToString()!),
        };
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var response = await _http.SendAsync(request);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, answer.RootElement.Clone());
    }

    /// <summary>Puts a text that is right.</summary>
    public async Task<JsonElement> PutGoodAsync(object topology)
    {
        var (status, answer) = await PutAsync(topology);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    /// <summary>What is in effect, as a topology file.</summary>
    public Task<string> GetAsync() => _http.GetStringAsync(new Uri(control, "/topology"));

    public void Dispose() => _http.Dispose();
}
