using AlbEmulator.Networks;

namespace AlbEmulator.Tests.Networks;

/// <summary>The form of ids, and what they tell.</summary>
public sealed class ResourceIdsTests
{
    [Theory]
    [InlineData("vpc-12345678", true)]
    [InlineData("vpc-0123456789abcdef0", true)]
    [InlineData("vpc-1234567", false)]
    [InlineData("vpc-123456789", false)]
    [InlineData("vpc-1234567g", false)]
    [InlineData("vpc-1234567A", false)]
    [InlineData("vpcs-12345678", false)]
    [InlineData("vpc12345678", false)]
    [InlineData("vpc-", false)]
    [InlineData("vpc", false)]
    [InlineData("", false)]
    public void Ids_have_8_or_17_hexadecimal_digits(string id, bool isWellFormed) =>
        Assert.Equal(isWellFormed, ResourceIds.IsWellFormed(id, "vpc"));

    [Fact]
    public void Ids_of_the_emulator_are_known_again()
    {
        var id = ResourceIds.Derived("sg", "000000000000", "us-east-1", "vpc-12345678", "web");

        Assert.Equal(id, ResourceIds.Derived("sg", "000000000000", "us-east-1", "vpc-12345678", "web"));
        Assert.NotEqual(id, ResourceIds.Derived("sg", "000000000000", "us-east-1", "vpc-12345678", "app"));
        Assert.True(ResourceIds.IsWellFormed(id, "sg"));
        Assert.False(ResourceIds.IsForeign(id, "sg"));
        Assert.True(ResourceIds.IsForeign("sg-0123456789abcdef0", "sg"));
        Assert.True(ResourceIds.IsForeign("sg-12345678", "sg"));
    }

    [Theory]
    [InlineData("us-east-1a", "use1-az1")]
    [InlineData("eu-central-1b", "euc1-az2")]
    [InlineData("ap-southeast-2c", "apse2-az3")]
    [InlineData("us-gov-west-1a", "usgw1-az1")]
    [InlineData("ap-northeast-3a", "apne3-az1")]
    public void Zones_have_ids_that_follow_from_their_names(string zone, string id) => Assert.Equal(id, Zones.IdOf(zone));
}
