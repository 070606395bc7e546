namespace AlbEmulator.Tests.Support;

/// <summary>
/// What takes long waits for <c>ALB_TESTS=all</c>, which <c>.ci/run</c> sets: tests with the trait <c>Length=Long</c>, and
/// the greater number of what others do many times.
/// </summary>
public static class TestLength
{
    public const string Trait = "Length";
    public const string Long = "Long";

    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("ALB_TESTS") == "all";

    /// <summary>How many, or how long.</summary>
    public static T Of<T>(T usual, T whole) => IsWhole ? whole : usual;
}
