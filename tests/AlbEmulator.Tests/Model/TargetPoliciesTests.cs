using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Model;

public sealed class TargetPoliciesTests
{
    [Theory]
    [InlineData("2016-08", "2016-08")]
    [InlineData("FS-1-2-Res-2020-10", "2016-08")]
    [InlineData("TLS-1-2-Ext-2018-06", "2016-08")]
    [InlineData("TLS13-1-2-Res-2021-06", "TLS13-1-0-2021-06")]
    [InlineData("TLS13-1-3-2021-06", "TLS13-1-0-2021-06")]
    [InlineData("TLS13-1-2-Res-FIPS-2023-04", "TLS13-1-0-FIPS-2023-04")]
    [InlineData("TLS13-1-2-Res-PQ-2025-09", "TLS13-1-0-PQ-2025-09")]
    [InlineData("TLS13-1-3-FIPS-PQ-2025-09", "TLS13-1-0-FIPS-PQ-2025-09")]
    [InlineData("TLS13-1-3-RFC9151-FIPS-2023-07", "TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07")]
    public void Policy_to_targets_follows_from_the_listeners(string listener, string targets) =>
        Assert.Equal(Named(targets), TargetPolicies.For(Named(listener)));

    [Fact]
    public void Of_several_listeners_the_first_https_listener_that_forwards_to_the_group_counts()
    {
        var http = Listener(1, ListenerProtocol.Http, "2016-08", "both", "plain");
        var other = Listener(2, ListenerProtocol.Https, "TLS13-1-2-Res-PQ-2025-09", "other");
        var first = Listener(3, ListenerProtocol.Https, "TLS13-1-2-2021-06", "both");
        var second = Listener(4, ListenerProtocol.Https, "TLS-1-2-2017-01", "both");
        var loadBalancer = new LoadBalancer
        {
            Name = "a",
            Arn = "a",
            DnsName = "a",
            BindAddresses = [IPAddress.Loopback],
            Listeners = [http, other, first, second],
        };

        var policies = TargetPolicies.Of(new Topology([loadBalancer], []));

        Assert.Equal(Named("TLS13-1-0-2021-06"), policies["both"]);
        Assert.Equal(Named("TLS13-1-0-PQ-2025-09"), policies["other"]);
        Assert.False(policies.ContainsKey("plain"));
    }

    private static SslPolicy Named(string name) => SslPolicies.Find($"ELBSecurityPolicy-{name}")!;

    private static Listener Listener(int port, ListenerProtocol protocol, string policy, params string[] groups) => new()
    {
        Arn = "listener",
        Port = port,
        Protocol = protocol,
        SslPolicy = Named(policy),
        DefaultActions = [new RuleAction.Forward([.. groups.Select(group => new WeightedTargetGroup(group))])],
    };
}
