using System.Text.Json;
using AlbEmulator.Commands;

namespace AlbEmulator.Tests.Commands;

/// <summary>What <c>alb why</c> says of health: what checks found is told with its time, for it may be so no longer.</summary>
public sealed class WhyHealthTests
{
    private const string Failed = """{ "TargetHealth": { "State": "unhealthy", "Reason": "Target.Timeout", "Description": "Request timed out" } }""";
    private static readonly DateTimeOffset Ended = new(2026, 11, 29, 6, 35, 35, 500, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-29T06:35:34.5+00:00", "healthy by its checks, the last at 2026-11-29T06:35:34Z, 1 s before the request ended")]
    [InlineData("2026-11-29T06:35:35.123+00:00", "healthy by its checks, the last at 2026-11-29T06:35:35Z, 0.4 s before the request ended")]
    [InlineData("2026-11-29T06:36:00+00:00", "healthy by its checks, the last at 2026-11-29T06:36:00Z, 24.5 s after the request ended")]
    public void What_checks_found_is_told_with_the_time_of_the_last(string checkedAt, string words) =>
        Assert.Equal(words, Words(Ended, Healthy(checkedAt)));

    [Fact]
    public void What_no_check_decides_is_so_now() => Assert.Equal("now unhealthy (Target.Timeout: Request timed out)", Words(Ended, Failed));

    [Fact]
    public void Where_the_end_of_the_request_is_not_known_the_time_stands_alone() =>
        Assert.Equal(
            "healthy by its checks, the last at 2026-11-29T06:35:34Z",
            Words(null, Healthy("2026-11-29T06:35:34Z")));

    [Fact]
    public void Targets_that_are_alike_are_told_as_one() =>
        Assert.Equal(
            "healthy by their checks, the last at 2026-11-29T06:35:31Z or later, now unhealthy (Target.Timeout: Request timed out)",
            Words(
                Ended,
                Healthy("2026-11-29T06:35:34Z"),
                Failed,
                Healthy("2026-11-29T06:35:31Z")));

    [Fact]
    public void Group_without_targets_is_told_as_such() => Assert.Equal("no targets now", Words(Ended));

    private static string Healthy(string checkedAt) => $$"""{ "TargetHealth": { "State": "healthy" }, "CheckedAt": "{{checkedAt}}" }""";

    private static string Words(DateTimeOffset? ended, params string[] targets)
    {
        using var described = JsonDocument.Parse($"[{string.Join(',', targets)}]");
        return WhyHealth.Words([.. described.RootElement.EnumerateArray()], ended);
    }
}
