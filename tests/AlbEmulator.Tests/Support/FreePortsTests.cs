namespace AlbEmulator.Tests.Support;

public sealed class FreePortsTests
{
    [Fact]
    public void Ports_are_never_given_twice()
    {
        var ports = FreePorts.Take(200);

        Assert.Equal(200, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 12_000, 30_000));
    }
}
