using AlbEmulator.ControlPort;

namespace AlbEmulator.Tests.ControlPort;

/// <summary>By which hosts the control port may be called: by none that a page of the web can make its own.</summary>
public sealed class ControlHostsTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost")]
    [InlineData("localhost.")]
    [InlineData("alb.localhost")]
    [InlineData("a.b.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    public void Loopback_is_taken(string host) => Assert.True(Of().Have(host));

    [Theory]
    [InlineData("alb")]
    [InlineData("my_alb-1")]
    public void Name_without_a_dot_is_taken_since_it_is_one_of_a_compose_file(string host) => Assert.True(Of().Have(host));

    /// <summary>
    /// <c>.internal</c> is kept for networks of one's own: nobody can register a name below it, and these are made by the
    /// programs that run containers, for the machine that they run on. Other names below it may be those of others.
    /// </summary>
    [Theory]
    [InlineData("host.docker.internal", true)]
    [InlineData("Host.Docker.Internal", true)]
    [InlineData("gateway.docker.internal", true)]
    [InlineData("host.containers.internal", true)]
    [InlineData("host.testcontainers.internal", true)]
    [InlineData("evil.internal", false)]
    [InlineData("x.host.docker.internal", false)]
    [InlineData("host.docker.internal.evil.example", false)]
    public void Names_that_containers_have_for_their_machine_are_taken(string host, bool isTaken) =>
        Assert.Equal(isTaken, Of().Have(host));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("evillocalhost.")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("evil.")]
    [InlineData("alb.local")]
    [InlineData("localhost..")]
    [InlineData("10.0.0.1")]
    [InlineData("[2001:db8::1]")]
    [InlineData("0.0.0.0")]
    [InlineData("a b")]
    [InlineData("b\u00fccher")]
    public void Other_names_and_addresses_are_not(string host) => Assert.False(Of().Have(host));

    [Theory]
    [InlineData("http://10.0.0.5:4580", "10.0.0.5", true)]
    [InlineData("http://10.0.0.5:4580", "10.0.0.6", false)]
    [InlineData("http://10.0.0.5:4580", "127.0.0.1", true)]
    [InlineData("http://[2001:db8::1]:4580", "[2001:DB8::1]", true)]
    // What is published of a container has the address of its machine, which the container does not know.
    [InlineData("http://0.0.0.0:4580", "192.168.1.5", true)]
    [InlineData("http://0.0.0.0:4580", "[2001:db8::1]", true)]
    [InlineData("http://[::]:4580", "192.168.1.5", true)]
    [InlineData("http://0.0.0.0:4580", "evil.example", false)]
    [InlineData("http://alb.example.com:4580", "alb.example.com", true)]
    [InlineData("http://alb.example.com:4580", "evil.example.com", false)]
    public void Where_it_is_bound_is_taken(string controlUrl, string host, bool isTaken) =>
        Assert.Equal(isTaken, new ControlHosts(new AlbSettings { ControlUrl = controlUrl }).Have(host));

    [Theory]
    [InlineData("alb.example.com", "alb.example.com", true)]
    [InlineData("alb.example.com", "ALB.example.com.", true)]
    [InlineData("x.example,alb.example.com", "alb.example.com", true)]
    [InlineData("alb.example.com", "x.alb.example.com", false)]
    [InlineData("*.example.com", "alb.example.com", true)]
    [InlineData("*.example.com", "a.b.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "evilexample.com", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("2001:db8::2", "[2001:db8::2]", true)]
    public void Hosts_of_the_setting_are_taken(string setting, string host, bool isTaken) =>
        Assert.Equal(isTaken, new ControlHosts(new AlbSettings { ControlHosts = setting }).Have(host));

    private static ControlHosts Of() => new(new AlbSettings());
}
