using AlbEmulator.Model;

namespace AlbEmulator.Tests.Model;

public sealed class AttributeTableTests
{
    public static TheoryData<AttributeTable> Tables =>
        [AttributeTables.LoadBalancer, AttributeTables.Listener, AttributeTables.TargetGroup];

    [Theory]
    [MemberData(nameof(Tables), DisableDiscoveryEnumeration = true)]
    public void Every_default_is_taken(AttributeTable table)
    {
        foreach (var definition in table.Definitions.Where(item => item.Effect != AttributeEffect.OtherKind))
        {
            // What is always on, and what AWS has no name for, is written as an empty default.
            Assert.Null(definition.ProblemWith(definition.Default));
            Assert.Same(definition, table.Find(definition.Key));
        }
    }

    [Theory]
    [MemberData(nameof(Tables), DisableDiscoveryEnumeration = true)]
    public void Every_attribute_has_a_sentence(AttributeTable table) =>
        Assert.All(table.Definitions, definition => Assert.EndsWith(".", definition.Doc));

    [Fact]
    public void Every_attribute_of_a_target_group_has_its_effect()
    {
        Assert.DoesNotContain(AttributeTables.TargetGroup.Definitions, item => item.Effect == AttributeEffect.NotYet);
        Assert.Equal(
            TargetGroupAttributes.Default,
            TargetGroupAttributes.Of(new WrittenAttributes(AttributeTables.TargetGroup, new Dictionary<string, string>())));
    }

    [Fact]
    public void Load_balancers_have_the_defaults_of_AWS()
    {
        Assert.Equal(LoadBalancerAttributes.Default.IdleTimeout, TimeSpan.FromSeconds(60));
        Assert.Equal("60", AttributeTables.LoadBalancer.Find("idle_timeout.timeout_seconds")!.Default);
        Assert.Equal("3600", AttributeTables.LoadBalancer.Find("client_keep_alive.seconds")!.Default);
        Assert.Equal("append", AttributeTables.LoadBalancer.Find("routing.http.xff_header_processing.mode")!.Default);
        Assert.Equal(23, AttributeTables.LoadBalancer.Definitions.Count(item =>
            item.Effect != AttributeEffect.OtherKind));
    }
}
