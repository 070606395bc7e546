using System.Net;
using AlbEmulator.Commands;
using AlbEmulator.Model;
using static AlbEmulator.Tests.Commands.BannerTopologies;

namespace AlbEmulator.Tests.Commands;

/// <summary>However much there is, the banner is read at a glance.</summary>
public sealed class BannerSizeTests
{
    [Fact]
    public void A_large_topology_has_a_short_banner()
    {
        var rules = Enumerable.Range(1, 100).Select(priority => Rule(
            priority, [new Condition.PathPattern([.. Enumerable.Range(0, 1000).Select(value => $"/{value}/*")])], "web0")).ToArray();
        var targets = Enumerable.Range(1, 1000).Select(port => new Target("127.0.0.1", port)).ToArray();
        var topology = new Topology(
            [.. Enumerable.Range(0, 20).Select(number => LoadBalancer(
                $"lb{number}", IPAddress.Loopback, [.. Enumerable.Range(1, 10).Select(port => Listener((10 * number) + port, Forward("web0"), rules))]))],
            [.. Enumerable.Range(0, 500).Select(number => Group($"web{number}", targets))]);

        var banner = Banner.Render(topology, new AlbSettings { IgnoreHostPort = true }, "0.1.0");

        Assert.InRange(banner.Count(character => character == '\n'), 50, 120);
        Assert.All(banner.Split('\n'), line => Assert.InRange(line.Length, 0, 400));
        Assert.Contains("    and 92 more rules\n    default", banner, StringComparison.Ordinal);
        Assert.Contains("  and 192 more listeners\n", banner, StringComparison.Ordinal);
        Assert.Contains("  and 484 more target groups\n", banner, StringComparison.Ordinal);
        Assert.Matches(", and 98[0-9] more\n", banner);
        Assert.EndsWith("\nControl     http://127.0.0.1:4580\nConsole     http://127.0.0.1:4580/\n", banner, StringComparison.Ordinal);
    }
}
