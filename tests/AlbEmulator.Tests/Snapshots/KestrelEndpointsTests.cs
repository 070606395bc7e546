using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using Microsoft.Extensions.Configuration;

namespace AlbEmulator.Tests.Snapshots;

public sealed class KestrelEndpointsTests
{
    [Fact]
    public void Endpoint_that_goes_while_Kestrel_reads_is_read_whole()
    {
        var endpoints = new KestrelEndpoints();
        endpoints.Apply(Topology.Empty, "http://127.0.0.1:7");
        // Kestrel reads the names first, and then what each has.
        var read = Assert.Single(Names());

        endpoints.Apply(Topology.Empty, controlUrl: "");

        Assert.Equal("http://127.0.0.1:7", read["Url"]);
        Assert.Empty(Names());
        endpoints.Apply(Topology.Empty, "http://127.0.0.1:8");
        Assert.Equal("http://127.0.0.1:8", Assert.Single(Names())["Url"]);

        List<IConfigurationSection> Names() => [.. endpoints.Configuration.GetSection("Endpoints").GetChildren()];
    }
}
