using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Model;

/// <summary>What is written in <c>BindAddress</c>, and what <c>IpAddressType</c> makes of it.</summary>
public sealed class BindAddressesTests
{
    private const LoadBalancerAddressType Ipv4 = LoadBalancerAddressType.Ipv4;
    private const LoadBalancerAddressType Dualstack = LoadBalancerAddressType.Dualstack;

    [Theory]
    [InlineData("127.0.0.1", Ipv4, "127.0.0.1")]
    [InlineData("127.0.0.1", Dualstack, "127.0.0.1 ::1")]
    [InlineData("127.0.0.1", LoadBalancerAddressType.DualstackWithoutPublicIpv4, "127.0.0.1 ::1")]
    [InlineData("0.0.0.0", Ipv4, "0.0.0.0")]
    [InlineData("0.0.0.0", Dualstack, "0.0.0.0 ::")]
    [InlineData("::1", Ipv4, "::1")]
    [InlineData("::1", Dualstack, "127.0.0.1 ::1")]
    [InlineData("::", Ipv4, "0.0.0.0 ::")]
    [InlineData("::", Dualstack, "0.0.0.0 ::")]
    [InlineData("127.0.0.2", Dualstack, "127.0.0.2")]
    [InlineData("2001:db8::1", Dualstack, "2001:db8::1")]
    [InlineData("127.0.0.2,::1", Dualstack, "127.0.0.2 ::1")]
    [InlineData("::1, 127.0.0.2", Dualstack, "127.0.0.2 ::1")]
    [InlineData("127.0.0.2,::1", Ipv4, "127.0.0.2")]
    [InlineData("::ffff:127.0.0.1", Dualstack, "127.0.0.1 ::1")]
    [InlineData("localhost", Dualstack, "127.0.0.1 ::1")]
    [InlineData("LOCALHOST", Ipv4, "127.0.0.1 ::1")]
    public void Dualstack_binds_the_counterpart(string written, LoadBalancerAddressType type, string bound) =>
        Assert.Equal(bound, Bound(written, type, hasIPv6: true));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("127.0.0.2,::1", "127.0.0.2 ::1")]
    [InlineData("localhost", "127.0.0.1")]
    public void Machine_without_IPv6_binds_IPv4_unless_both_are_written(string written, string bound) =>
        Assert.Equal(bound, Bound(written, Dualstack, hasIPv6: false));

    [Theory]
    [InlineData("")]
    [InlineData("localhost,::1")]
    [InlineData("app.localhost")]
    [InlineData("127.1")]
    [InlineData("127.0.0.1,")]
    [InlineData("127.0.0.1,127.0.0.2")]
    [InlineData("::1,::2")]
    [InlineData("127.0.0.1,::1,::2")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    public void Other_texts_are_refused(string written) => Assert.NotNull(BindAddresses.ProblemWith(written));

    [Theory]
    [InlineData("127.0.0.1", "this machine has no ::1")]
    [InlineData("0.0.0.0", "this machine has no ::")]
    [InlineData("127.0.0.2", "127.0.0.2 has no counterpart: write one of each family, such as BindAddress: 127.0.0.2,::1")]
    [InlineData("2001:db8::1", "2001:db8::1 has no counterpart: write one of each family, such as BindAddress: 127.0.0.1,2001:db8::1")]
    [InlineData("127.0.0.1,::1", null)]
    public void Dualstack_that_binds_one_family_is_told_why(string bound, string? reason)
    {
        Assert.True(BindAddresses.TryParse(bound, out var addresses));
        var loadBalancer = new LoadBalancer
        {
            Name = "demo",
            Arn = "arn",
            DnsName = "demo",
            IpAddressType = Dualstack,
            BindAddresses = addresses,
        };
        Assert.Equal(
            reason is null ? null : $"The load balancer \"demo\" is dualstack, but its listeners bind only {bound}, since {reason}",
            BindAddresses.ProblemWithFamilies(loadBalancer));
        Assert.Null(BindAddresses.ProblemWithFamilies(loadBalancer with { IpAddressType = Ipv4 }));
    }

    [Theory]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("fe80::1%7", "fe80::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    public void Plain_address_is_the_one_that_all_the_world_knows(string address, string plain) =>
        Assert.Equal(plain, Addresses.Plain(IPAddress.Parse(address)).ToString());

    [Theory]
    [InlineData("127.0.0.1:80", "127.0.0.1", 80)]
    [InlineData("127.0.0.1", "127.0.0.1", null)]
    [InlineData("::1", "::1", null)]
    [InlineData("[::1]", "::1", null)]
    [InlineData("[::1]:80", "::1", 80)]
    [InlineData("[2001:DB8:0::1]:80", "2001:db8::1", 80)]
    [InlineData("2001:db8::1:8080", "2001:db8::1:8080", null)]
    [InlineData("orders:80", "orders", 80)]
    [InlineData("80", "80", null)]
    [InlineData(":80", "", 80)]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:f:1", "arn:aws:lambda:us-east-1:000000000000:function:f:1", null)]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:f", "arn:aws:lambda:us-east-1:000000000000:function:f", null)]
    public void Target_that_is_asked_for_may_have_a_port(string asked, string id, int? port) =>
        Assert.Equal((id, port), TargetIds.WithPort(asked));

    private static string Bound(string written, LoadBalancerAddressType type, bool hasIPv6)
    {
        Assert.Null(BindAddresses.ProblemWith(written));
        Assert.True(BindAddresses.TryParse(written, out var addresses));
        return string.Join(' ', BindAddresses.Of(addresses, type, _ => hasIPv6));
    }
}
