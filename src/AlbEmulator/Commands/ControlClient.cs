using System.Net;
using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Commands;

/// <summary>A target group as the control port tells of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Targets">Those that are registered.</param>
internal sealed record WaitedGroup(string Name, IReadOnlyList<WaitedTarget> Targets);

/// <summary>A target of such a group.</summary>
/// <param name="Name">Such as <c>127.0.0.1:3000</c>.</param>
/// <param name="State">In AWS's words, as <c>unhealthy</c>.</param>
/// <param name="Why">AWS's description of it; may be empty.</param>
internal sealed record WaitedTarget(string Name, string State, string Why);

/// <summary>Asks a running emulator for the health of its targets.</summary>
/// <param name="settings">Where it is, and what it is shown.</param>
internal sealed class ControlClient(AlbSettings settings) : IDisposable
{
    private const int LongestAnswer = 64 * 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly HttpClient _client = ControlHttp.Client(settings.ControlToken, Longest, LongestAnswer);

    /// <returns>The groups, or why there is no answer; and whether another try would come to the same.</returns>
    public async Task<(IReadOnlyList<WaitedGroup>? Groups, string? Problem, bool IsFinal)> AskAsync()
    {
        var (control, wrong, mayCome) = ControlPlace.Of(settings);
        if (control is null)
        {
            return (null, wrong, !mayCome);
        }

        var url = new Uri(control, "/target-health");
        try
        {
            using var response = await _client.GetAsync(url);
            var answer = await response.Content.ReadAsStringAsync();
            return response.StatusCode switch
            {
                HttpStatusCode.OK => (Groups(answer), null, false),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (null, $"{url} does not let us ask: {Reason(answer)}", true),
                var status => (null, $"{url} answered {(int)status}", false),
            };
        }
        catch (HttpRequestException exception)
        {
            return (null, $"{url} did not answer: {exception.Message}", false);
        }
        catch (OperationCanceledException)
        {
            return (null, $"{url} did not answer within {Longest.TotalSeconds} s", false);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, $"{url} is answered by another program than an emulator", false);
        }
    }

    public void Dispose() => _client.Dispose();

    private static IReadOnlyList<WaitedGroup> Groups(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return
        [
            .. document.RootElement.GetProperty("TargetGroups").EnumerateArray().Select(static group => new WaitedGroup(
                group.GetProperty("TargetGroupName").GetString()!,
                [.. group.GetProperty("TargetHealthDescriptions").EnumerateArray().Select(Target)])),
        ];
    }

    private static WaitedTarget Target(JsonElement told)
    {
        var (target, health) = (told.GetProperty("Target"), told.GetProperty("TargetHealth"));
        var id = target.GetProperty("Id").GetString()!;
        return new WaitedTarget(
            target.TryGetProperty("Port", out var port) ? $"{Addresses.InUrl(id)}:{port}" : id,
            health.GetProperty("State").GetString()!,
            health.TryGetProperty("Description", out var why) ? why.GetString() ?? "" : "");
    }

    private static string Reason(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return Quoted.Sentence(document.RootElement.GetProperty("error").GetString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "it says no more";
        }
    }
}
