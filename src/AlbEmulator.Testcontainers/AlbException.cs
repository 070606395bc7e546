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

    /// <summary>What stands in an answer as its error or its problems; null where it is none of the emulator's.</summary>
    private static string? Words(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("error", out var error) ? error.ToString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
