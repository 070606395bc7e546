using System.Text;
using AlbEmulator.Metrics;

namespace AlbEmulator.Tests.Metrics;

public sealed class DimensionsTests
{
    [Fact]
    public void Labels_are_escaped() => Assert.Equal(
        """
        load_balancer="a\"b\\c\nd"
        """,
        Encoding.UTF8.GetString(Dimension.OfLoadBalancer("a\"b\\c\nd").Label));

    [Fact]
    public void Target_group_is_the_end_of_its_arn() => Assert.Equal(
        KeyValuePair.Create("TargetGroup", (object?)"targetgroup/web/73e2d6bc24d8a067"),
        Dimension.OfTargetGroup("arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/73e2d6bc24d8a067").Tag);
}
