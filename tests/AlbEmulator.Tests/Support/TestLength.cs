namespace AlbEmulator.Tests.Support;

/// <summary>
/// What takes long waits for <c>ALB_TESTS=all</c>, which <c>.ci/run</c> sets: tests with the trait <c>Length=Long</c>, and
/// the greater number of what others do many times. With <c>ALB_TESTS=most</c> some do still more.
/// </summary>
public static class TestLength
{
    public const string Trait = "Length";
    public const string Long = "Long";

    private static readonly string? Asked = Environment.GetEnvironmentVariable("ALB_TESTS");

    /// <summary>How many, or how long.</summary>
    public static T Of<T>(T usual, T whole) => Asked is "all" or "most" ? whole : usual;

    /// <summary>The same of what may take minutes.</summary>
    public static T Of<T>(T usual, T whole, T most) => Asked == "most" ? most : Of(usual, whole);
}
