using System.Globalization;
using System.Text.Json;

namespace AlbEmulator.Commands;

/// <summary>
/// The health of the targets that a request might have gone to, in words. What checks found is told with the time of the last: a target that
/// died since is still what they found.
/// </summary>
internal static class WhyHealth
{
    /// <param name="described">By <c>/target-health</c>.</param>
    /// <param name="ended">When the request did; null where it is not known.</param>
    public static string Words(IEnumerable<JsonElement> described, DateTimeOffset? ended)
    {
        var states = described
            .GroupBy(static target => (State: State(target.GetProperty("TargetHealth")), IsChecked: CheckedAt(target) is not null), CheckedAt)
            .Select(state => state.Key.IsChecked ? $"{state.Key.State} {Checked([.. state.OfType<DateTimeOffset>()], ended)}" : $"now {state.Key.State}")
            .ToArray();
        return states.Length == 0 ? "no targets now" : string.Join(", ", states);
    }

    private static string State(JsonElement health) =>
        Text(health, "Reason") is { } reason ? $"{Text(health, "State")} ({reason}: {Text(health, "Description")})" : $"{Text(health, "State")}";

    private static DateTimeOffset? CheckedAt(JsonElement target) =>
        target.TryGetProperty("CheckedAt", out var at) && at.TryGetDateTimeOffset(out var time) ? time : null;

    private static string Checked(DateTimeOffset[] times, DateTimeOffset? ended)
    {
        var first = times.Min();
        var at = $"by {(times.Length > 1 ? "their" : "its")} checks, the last at {first.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
        if (times.Length > 1)
        {
            return $"{at} or later";
        }

        return ended is { } end
            ? $"{at}, {Seconds((end - first).Duration())} {(first <= end ? "before" : "after")} the request ended"
            : at;
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : null;
}
