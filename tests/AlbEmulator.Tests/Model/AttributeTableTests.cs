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
        Assert.Equal(
            TargetGroupAttributes.Default,
            TargetGroupAttributes.Of(new WrittenAttributes(AttributeTables.TargetGroup, new Dictionary<string, string>())));
    }

    [Fact]
    public void Attributes_that_are_not_written_have_their_defaults()
    {
        var none = new Dictionary<string, string>();
        Assert.Equal(
            LoadBalancerAttributes.Default, LoadBalancerAttributes.Of(new WrittenAttributes(AttributeTables.LoadBalancer, none)));
        var listener = ListenerAttributes.Of(new WrittenAttributes(AttributeTables.Listener, none));
        Assert.True(listener.HasServerHeader);
        Assert.Empty(listener.ResponseHeaders);
        Assert.Empty(listener.RequestHeaderNames);
    }

    [Fact]
    public void Listeners_have_the_attributes_of_AWS()
    {
        Assert.Equal("routing.http.request.x_amzn_mtls_clientcert_serial_number.header_name",
            ListenerAttributeKeys.NameOf("X-Amzn-Mtls-Clientcert-Serial-Number"));
        Assert.Equal("routing.http.response.access_control_allow_credentials.header_value",
            ListenerAttributeKeys.ValueOf("Access-Control-Allow-Credentials"));
        Assert.Equal(8 + 1 + 10, AttributeTables.Listener.Definitions.Count(item => item.Effect != AttributeEffect.OtherKind));
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
