using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlbEmulator.Machine;

namespace AlbEmulator.Commands;

/// <summary>A question to the control port of a running emulator.</summary>
/// <param name="settings">Where it is, and what it is shown.</param>
internal sealed class ControlQuestion(AlbSettings settings) : IDisposable
{
    /// <summary>Bytes that are read of an answer.</summary>
    private const int LongestAnswer = 16 * 1024 * 1024;

    private const int LongestReason = 200;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = ControlHttp.Client(settings.ControlToken, Timeout, LongestAnswer);

    /// <summary>Where the emulator itself answers; null where that is no URL.</summary>
    public Uri? Url => ControlPlace.Of(settings).Url;

    /// <summary>What the emulator answers; where it does not, why.</summary>
    /// <param name="pathAndQuery">Such as <c>/requests?limit=1</c>.</param>
    /// <param name="posted">JSON that is posted; null for nothing.</param>
    public async Task<ControlAnswer> AskAsync(string pathAndQuery, JsonNode? posted = null)
    {
        var (url, problem, _) = ControlPlace.Of(settings);
        if (url is null)
        {
            return ControlAnswer.Failed(problem!);
        }

        try
        {
            using var request = new HttpRequestMessage(posted is null ? HttpMethod.Get : HttpMethod.Post, new Uri(url, pathAndQuery))
            {
                Content = posted is null ? null : new StringContent(posted.ToJsonString(), Encoding.UTF8, "application/json"),
            };
            using var response = await _client.SendAsync(request);
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            return new ControlAnswer(response.StatusCode, document.RootElement.Clone(), null);
        }
        catch (JsonException)
        {
            return ControlAnswer.Failed($"what answers at {url.GetLeftPart(UriPartial.Authority)} is no alb");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            var why = exception is HttpRequestException ? exception.Message : $"nothing came within {Timeout.TotalSeconds} s";
            return ControlAnswer.Failed(
                $"no alb answers at {url.GetLeftPart(UriPartial.Authority)} ({Printable.Of(why, LongestReason)}): alb run starts "
                + "one, and Alb:ControlUrl says where another is");
        }
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>What the control port answered.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its JSON.</param>
/// <param name="Problem">Why there is none; null where there is.</param>
internal sealed record ControlAnswer(HttpStatusCode Status, JsonElement Body, string? Problem)
{
    /// <summary>What the emulator says is wrong, or that there is no answer; null where all is well.</summary>
    public string? Refusal => Problem
        ?? (Status == HttpStatusCode.OK ? null
            : Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("error", out var error) ? error.ToString()
            : $"the control port answered {(int)Status}");

    public static ControlAnswer Failed(string problem) => new(default, default, problem);
}
