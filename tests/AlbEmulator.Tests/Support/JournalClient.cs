using System.Net;
using System.Text;
using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>Asks the journal of an emulator, as a test job does.</summary>
public sealed class JournalClient(RunningEmulator emulator)
{
    private static readonly HttpClient Http = OneQuestion.Client();

    private int _exchanged;

    /// <summary>What is sent to wait for so many requests.</summary>
    public static string Wanted(int count) => $$"""{"count":{{count}},"timeoutSeconds":40}""";

    /// <summary>
    /// One request to the listener, on a connection of its own, and only once it is in the journal the next: so they are
    /// there in their order. For journals that nobody else writes to.
    /// </summary>
    public async Task<RawMessage> ExchangeAsync(string request)
    {
        var response = await RawClient.ExchangeAsync(emulator.Port, request);
        await WaitForAsync(++_exchanged);
        return response;
    }

    /// <summary>The requests that <c>GET /requests</c> tells for a query, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> FindAsync(string query = "")
    {
        var (status, answer) = await GetAsync($"/requests{query}");
        Assert.True(status == HttpStatusCode.OK, $"{answer}");
        return [.. answer.GetProperty("requests").EnumerateArray()];
    }

    /// <summary>Waits until so many requests are in the journal; oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> WaitForAsync(int count)
    {
        var (status, answer) = await WaitAsync(Wanted(count));
        Assert.True(status == HttpStatusCode.OK, $"{answer}");
        return [.. answer.GetProperty("requests").EnumerateArray().Reverse()];
    }

    /// <summary>The one request in the journal, waited for.</summary>
    public async Task<JsonElement> TheOneAsync() => Assert.Single(await WaitForAsync(1));

    /// <summary>Why the one request in the journal failed.</summary>
    public async Task<(string? Code, string? Cause)> CauseAsync()
    {
        var told = await TheOneAsync();
        return (told.GetProperty("cause_code").GetString(), told.GetProperty("cause").GetString());
    }

    /// <summary><c>POST /requests/wait</c>.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> WaitAsync(
        string question, CancellationToken cancellation = default)
    {
        using var content = new StringContent(question, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(emulator.Control, "/requests/wait"), content, cancellation);
        return await ReadAsync(response);
    }

    public async Task<(HttpStatusCode Status, JsonElement Answer)> GetAsync(string pathAndQuery)
    {
        using var response = await Http.GetAsync(new Uri(emulator.Control, pathAndQuery));
        return await ReadAsync(response);
    }

    /// <summary><c>DELETE /requests</c>.</summary>
    public async Task<HttpStatusCode> EmptyAsync()
    {
        _exchanged = 0;
        using var response = await Http.DeleteAsync(new Uri(emulator.Control, "/requests"));
        return response.StatusCode;
    }

    /// <summary><c>GET /requests/stream</c>, to be read line by line; nothing ends before this has begun is told.</summary>
    public async Task<StreamReader> FollowAsync(string query = "")
    {
        var reader = new StreamReader(await Http.GetStreamAsync(new Uri(emulator.Control, $"/requests/stream{query}")));
        Assert.Equal(": requests from now on", await LineAsync(reader));
        Assert.Equal("", await LineAsync(reader));
        return reader;
    }

    /// <summary>The next event: its name and its data.</summary>
    public static async Task<(string Name, JsonElement Data)> EventAsync(StreamReader reader)
    {
        var (name, data) = ("", "");
        while (await LineAsync(reader) is { Length: > 0 } line)
        {
            name = line.StartsWith("event: ", StringComparison.Ordinal) ? line["event: ".Length..] : name;
            data = line.StartsWith("data: ", StringComparison.Ordinal) ? line["data: ".Length..] : data;
        }

        using var document = JsonDocument.Parse(data);
        return (name, document.RootElement.Clone());
    }

    public static Task<string?> LineAsync(StreamReader reader) =>
        Patience.BoundAsync("a line of the stream", async cancellation => await reader.ReadLineAsync(cancellation));

    /// <summary><c>client_request</c> and the like: its header lines.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(JsonElement request, string message) =>
        [.. request.GetProperty(message).GetProperty("headers").EnumerateArray()
            .Select(line => KeyValuePair.Create(line[0].GetString()!, line[1].GetString()!))];

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }
}
