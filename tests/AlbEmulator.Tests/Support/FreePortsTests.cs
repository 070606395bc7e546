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

    [Fact]
    public void Ports_of_a_block_are_nobody_elses_until_it_is_given_back()
    {
        var mine = PortBlock.Mine().First();
        var others = PortBlock.Mine().Take(20).SelectMany(block => block.Ports).ToList();

        Assert.Empty(mine.Ports.Intersect(others));
    }
}
