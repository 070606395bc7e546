using AlbEmulator.Metrics;

namespace AlbEmulator.Tests.Metrics;

public sealed class DimensionsTests
{
    [Fact]
    public void Labels_are_escaped() => Assert.Equal(
        """
        load_balancer="a\"b\\c\nd",target_group="web"
        """,
        Dimensions.Of("a\"b\\c\nd", "web").Labels);
}
