using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Rules.Conditions;

public sealed class SourceIpConditionTests
{
    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.0", true)]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.0/24", "192.0.1.255", false)]
    [InlineData("198.51.100.10/32", "198.51.100.10", true)]
    [InlineData("198.51.100.10/32", "198.51.100.11", false)]
    [InlineData("10.0.0.0/8", "10.255.1.2", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("172.16.0.0/12", "172.31.255.255", true)]
    [InlineData("172.16.0.0/12", "172.32.0.0", false)]
    [InlineData("192.0.2.128/25", "192.0.2.127", false)]
    [InlineData("192.0.2.128/25", "192.0.2.200", true)]
    [InlineData("192.0.2.4/31", "192.0.2.5", true)]
    [InlineData("192.0.2.4/31", "192.0.2.6", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("128.0.0.0/1", "127.255.255.255", false)]
    [InlineData("128.0.0.0/1", "255.255.255.255", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8::1/128", "2001:db8::1", true)]
    [InlineData("2001:db8::1/128", "2001:db8::2", false)]
    [InlineData("2001:db8:0:8::/61", "2001:db8:0:f::", true)]
    [InlineData("2001:db8:0:8::/61", "2001:db8:0:10::", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    [InlineData("::1/128", "::1", true)]
    [InlineData("::/0", "2001:db8::1", true)]
    public void A_block_holds_the_addresses_that_begin_as_it_does(string block, string address, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForSource(Source(block), address));

    [Theory]
    [InlineData("::/0", "192.0.2.1", false)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("0.0.0.0/0", "::192.0.2.1", false)]
    [InlineData("::/0", "::ffff:192.0.2.1", false)]
    public void A_block_holds_addresses_of_its_own_family_only(string block, string address, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForSource(Source(block), address));

    [Theory]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.77", true)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.3.77", false)]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.77", true)]
    [InlineData("::ffff:192.0.2.0/120", "::ffff:192.0.2.77", true)]
    [InlineData("::ffff:192.0.2.0/120", "192.0.3.77", false)]
    [InlineData("::ffff:0.0.0.0/96", "192.0.2.77", true)]
    public void An_IPv4_address_in_IPv6_clothes_is_an_IPv4_address(string block, string address, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForSource(Source(block), address));

    [Fact]
    public void Every_length_of_block_agrees_with_the_framework()
    {
        var random = new Random(17);
        Span<byte> bytes = stackalloc byte[16];
        foreach (var size in new[] { 4, 16 })
        {
            for (var prefix = 0; prefix <= size * 8; prefix++)
            {
                random.NextBytes(bytes);
                // Not the range of the clothed addresses, of which the framework thinks otherwise.
                bytes[0] |= 1;
                var inside = bytes[..size].ToArray();
                var block = new IPNetwork(Base(inside, prefix), prefix);
                for (var bit = 0; bit < size * 8; bit++)
                {
                    var other = (byte[])inside.Clone();
                    other[bit / 8] ^= (byte)(0x80 >> (bit % 8));
                    var address = new IPAddress(other);
                    Assert.Equal(
                        block.Contains(address),
                        Conditions.Holds(new Condition.SourceIp([block]), new RuleSubject { SourceIp = address }));
                }
            }
        }
    }

    [Fact]
    public void X_Forwarded_For_says_nothing_of_the_source()
    {
        var subject = new RuleSubject
        {
            SourceIp = IPAddress.Parse("203.0.113.9"),
            Headers = new HeaderDictionary { ["X-Forwarded-For"] = "192.0.2.1" },
        };

        Assert.False(Conditions.Holds(Source("192.0.2.0/24"), subject));
        Assert.True(Conditions.Holds(Source("203.0.113.0/24"), subject));
    }

    [Fact]
    public void One_block_of_many_is_enough()
    {
        var condition = Source("192.0.2.0/24", "2001:db8::/32", "198.51.100.10/32");

        Assert.True(Conditions.HoldsForSource(condition, "192.0.2.1"));
        Assert.True(Conditions.HoldsForSource(condition, "2001:db8::1"));
        Assert.True(Conditions.HoldsForSource(condition, "198.51.100.10"));
        Assert.False(Conditions.HoldsForSource(condition, "198.51.100.11"));
    }

    private static Condition.SourceIp Source(params string[] blocks) => new([.. blocks.Select(block => IPNetwork.Parse(block))]);

    private static IPAddress Base(byte[] address, int prefix)
    {
        var bytes = (byte[])address.Clone();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
