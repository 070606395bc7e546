using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Requests;

/// <summary>What becomes of a host, at the listener's own port and at another that stands in its place.</summary>
public sealed class RequestHostTests
{
    [Theory]
    [InlineData(80, 0, "Example.com", "example.com", "example.com")]
    // A port that was named is compared, also the usual one [?].
    [InlineData(80, 0, "example.com:80", "example.com:80", "example.com")]
    [InlineData(80, 0, "example.com:81", "example.com:81", "example.com")]
    [InlineData(443, 0, "example.com:443", "example.com:443", "example.com")]
    [InlineData(8080, 0, "example.com", "example.com", "example.com:8080")]
    [InlineData(8080, 0, "Example.com:8080", "example.com:8080", "example.com:8080")]
    [InlineData(8080, 0, "example.com:99", "example.com:99", "example.com:99")]
    [InlineData(8080, 0, "example.com:", "example.com", "example.com:8080")]
    [InlineData(8080, 0, "[2001:DB8::1]:8080", "[2001:db8::1]:8080", "[2001:db8::1]:8080")]
    [InlineData(80, 0, "example.com.", "example.com.", "example.com.")]
    // At another port than AWS's: as a client of AWS's would have sent it.
    [InlineData(80, 8080, "example.com:8080", "example.com", "example.com")]
    [InlineData(80, 8080, "example.com", "example.com", "example.com")]
    [InlineData(80, 8080, "example.com:9000", "example.com:9000", "example.com")]
    [InlineData(80, 8080, "[::1]:8080", "[::1]", "[::1]")]
    [InlineData(8443, 18443, "example.com:18443", "example.com:8443", "example.com:8443")]
    [InlineData(8443, 18443, "example.com:8443", "example.com:8443", "example.com:8443")]
    [InlineData(8443, 18443, "example.com", "example.com", "example.com:8443")]
    [InlineData(8080, 80, "example.com", "example.com:8080", "example.com:8080")]
    [InlineData(8080, 80, "example.com:80", "example.com:8080", "example.com:8080")]
    public void Host_is_compared_and_sent_on_with_the_port_of_AWSs_client(
        int port, int bound, string sent, string compared, string forTarget)
    {
        var host = Hosts.At(port, bound).Of(sent);

        Assert.Equal((sent, compared, forTarget), (host.Sent, host.Compared, host.ForTarget));
        Assert.Equal(HostAndPort.Parse(sent).Host, host.Name);
        Assert.Equal(host with { Compared = host.Name }, Hosts.At(port, bound, ignoresPort: true).Of(sent));
    }

    [Theory]
    [InlineData(443, 8443, "example.com:8443", "example.com")]
    [InlineData(443, 80, "example.com:80", "example.com")]
    [InlineData(443, 80, "example.com", "example.com")]
    [InlineData(8443, 443, "example.com", "example.com:8443")]
    [InlineData(80, 8080, "example.com:8080", "example.com:80")]
    public void Https_has_a_usual_port_of_its_own(int port, int bound, string sent, string compared) =>
        Assert.Equal(compared, Hosts.At(port, bound, ListenerProtocol.Https).Of(sent).Compared);

    [Fact]
    public void Request_without_a_host_has_the_load_balancers_name()
    {
        var unsent = Hosts.At().Unsent;

        Assert.Null(unsent.Sent);
        Assert.Equal((Hosts.DnsName, Hosts.DnsName, Hosts.DnsName), (unsent.Compared, unsent.Name, unsent.ForTarget));
    }

    [Fact]
    public void Host_that_came_before_costs_nothing()
    {
        var hosts = Hosts.At();
        var first = hosts.Of("Shop.example.com:8080");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var second = hosts.Of("Shop.example.com:8080");

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Same(first, second);
    }

    [Fact]
    public void Name_too_long_for_any_host_is_not_kept()
    {
        var (hosts, name) = (Hosts.At(), new string('a', 300));

        Assert.NotSame(hosts.Of(name), hosts.Of(name));
        Assert.Equal(name, hosts.Of(name).Name);
    }
}
