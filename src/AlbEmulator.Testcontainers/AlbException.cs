using System.Text.Json;

namespace AlbEmulator.Testcontainers;

/// <summary>What the emulator refused, in its own words.</summary>
/// <param name="message">What is wrong, and what to do instead.</param>
public sealed class AlbException(string message) : Exception(message)
{
    internal static async Task ThrowIfRefusedAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            throw new AlbException(Words(text) ?? $"{(int)answer.StatusCode} {text}");
        }
    }

    /// <summary>The error and the problems that stand in an answer, a line each; null where it is none of the emulator's.</summary>
    private static string? Words(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var problems = json.RootElement.TryGetProperty("problems", out var found) ? found.EnumerateArray().Select(Problem) : [];
            return string.Join('\n', [json.RootElement.GetProperty("error").GetString(), .. problems]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string Problem(JsonElement problem) => string.Join(": ", problem.EnumerateObject().Select(
        part => part.NameEquals("line") ? $"line {part.Value}" : part.Value.ToString()));
}
