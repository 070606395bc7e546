using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>IP address types of load balancers and target groups in topology files.</summary>
public sealed class AddressTypeTests
{
    [Fact]
    public void Types_are_read()
    {
        var (topology, problems) = Read("dualstack", "ipv6", "2001:db8::1");
        Assert.Empty(problems);
        Assert.Equal(LoadBalancerAddressType.Dualstack, topology.LoadBalancers[0].IpAddressType);
        Assert.Equal("127.0.0.1 ::1", string.Join(' ', topology.LoadBalancers[0].BindAddresses));
        Assert.Equal(TargetGroupAddressType.Ipv6, topology.TargetGroups[0].IpAddressType);
    }

    [Fact]
    public void Machine_without_IPv6_listens_on_IPv4()
    {
        using var workspace = new Workspace { HasIPv6 = false };
        workspace.Write("a.yaml", Topology("dualstack", "ipv4", "10.0.0.1"));
        var (topology, problems) = workspace.Read("a.yaml");
        Assert.Empty(problems);
        Assert.Equal("127.0.0.1", string.Join(' ', topology.LoadBalancers[0].BindAddresses));
        Assert.EndsWith("since this machine has no ::1", BindAddresses.ProblemWithFamilies(topology.LoadBalancers[0]));
    }

    [Theory]
    [InlineData("ipv4", "10.0.0.1")]
    [InlineData("ipv4", "::ffff:10.0.0.1")]
    [InlineData("ipv4", "orders")]
    [InlineData("ipv4", "echo")]
    [InlineData("ipv6", "2001:db8::1")]
    [InlineData("ipv6", "orders")]
    [InlineData("ipv6", "echo")]
    public void Targets_of_the_family_are_taken(string type, string id) => Assert.Empty(Read("dualstack", type, id).Problems);

    [Theory]
    [InlineData("ipv4", "::1", "\"::1\" is an IPv6 address, and the IpAddressType of the target group is ipv4: write IpAddressType ipv6 for it")]
    [InlineData("ipv6", "10.0.0.1", "\"10.0.0.1\" is an IPv4 address, and the IpAddressType of the target group is ipv6: write an IPv6 address")]
    [InlineData("ipv6", "::ffff:10.0.0.1", "\"::ffff:10.0.0.1\" is an IPv4 address, and the IpAddressType")]
    [InlineData("ipv6", "fe80::1%eth0", "must be an IP address, a host name without scheme or port, or \"echo\"")]
    [InlineData("ipv6", "[::1]", "must be an IP address, a host name without scheme or port, or \"echo\"")]
    public void Targets_of_the_other_family_are_not(string type, string id, string message) =>
        Assert.Contains(message, Assert.Single(Read("dualstack", type, id).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_balancer_of_type_ipv4_cannot_forward_to_a_group_of_ipv6()
    {
        var problem = Assert.Single(Read("ipv4", "ipv6", "2001:db8::1").Problems);
        Assert.Equal(
            "forwards to \"web\", whose IpAddressType is ipv6, and only load balancers that are dualstack may: "
                + "write IpAddressType dualstack for the load balancer \"demo\"",
            problem.Message);
        Assert.Equal(4, problem.Origin.Line);
    }

    [Fact]
    public void Internal_load_balancer_has_public_addresses_of_no_family()
    {
        var topology = Topology("dualstack-without-public-ipv4, Scheme: internal", "ipv4", "10.0.0.1");
        Assert.Equal(
            "dualstack-without-public-ipv4 is for load balancers that are internet-facing: write dualstack",
            Assert.Single(Workspace.Read("a.yaml", topology).Problems).Message);
        Assert.Empty(Read("dualstack, Scheme: internal", "ipv4", "10.0.0.1").Problems);
    }

    [Fact]
    public void One_IPv6_address_is_one_target_however_it_is_written()
    {
        var topology = Topology("dualstack", "ipv6", "2001:db8::1\" }, { Id: \"2001:DB8:0:0::1");
        var problems = Workspace.Read("a.yaml", topology).Problems;
        Assert.Contains("is registered at a.yaml:6 already", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IpAddressType: dualstak", "did you mean \"dualstack\"")]
    [InlineData("IpAddressType: ipv6", "dualstack-without-public-ipv4")]
    public void Other_types_are_refused_with_what_there_is(string written, string message)
    {
        var topology = Topology("ipv4", "ipv4", "10.0.0.1").Replace("IpAddressType: ipv4, Listeners", $"{written}, Listeners", StringComparison.Ordinal);
        Assert.Contains(message, Assert.Single(Workspace.Read("a.yaml", topology).Problems).Message, StringComparison.Ordinal);
    }

    private static AlbEmulator.Topologies.TopologyReading Read(string loadBalancer, string group, string id) =>
        Workspace.Read("a.yaml", Topology(loadBalancer, group, id));

    private static string Topology(string loadBalancer, string group, string id) => $$"""
        LoadBalancers:
          - { Name: demo, IpAddressType: {{loadBalancer}}, Listeners: [
              {
                Port: 8080,
                DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }
        TargetGroups: [{ Name: web, IpAddressType: {{group}}, Port: 80, Targets: [{ Id: "{{id}}" }] }]
        """;
}
