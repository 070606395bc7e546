using System.Net;
using System.Net.Sockets;
using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Machine;

public sealed class HeldPortsTests : IDisposable
{
    private static readonly IPAddress[] Here = [IPAddress.Loopback];

    private readonly HeldPorts _held = new();

    public void Dispose() => _held.Dispose();

    [Fact]
    public void Same_purpose_has_the_same_port_and_another_has_another()
    {
        var port = _held.Of("web", Here);

        Assert.InRange(port, 1, 65535);
        Assert.Equal(port, _held.Of("web", Here));
        Assert.NotEqual(port, _held.Of("api", Here));
        Assert.True(_held.Has(port));
    }

    [Fact]
    public void Nobody_is_heard_until_who_asked_listens()
    {
        var endPoint = new IPEndPoint(IPAddress.Loopback, _held.Of("web", Here));
        Assert.Throws<SocketException>(() => Connect(endPoint));

        using var socket = _held.Take(endPoint)!;
        socket.Listen();

        Connect(endPoint);
        Assert.Null(_held.Take(endPoint));
    }

    [Fact]
    public void Port_is_free_at_every_address_that_the_machine_has()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        // 192.0.2.1 is for documentation, and no machine's.
        var port = _held.Of("web", [IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Parse("192.0.2.1")]);

        using var first = _held.Take(new IPEndPoint(IPAddress.Loopback, port));
        using var second = _held.Take(new IPEndPoint(IPAddress.IPv6Loopback, port));
        Assert.NotNull(first);
        Assert.NotNull(second);
    }

    [Fact]
    public void What_is_in_use_keeps_its_port_and_what_is_not_is_let_go()
    {
        var (used, left) = (_held.Of("used", Here), _held.Of("left", Here));
        using var socket = _held.Take(new IPEndPoint(IPAddress.Loopback, used))!;
        socket.Listen();

        _held.Keep([used]);

        Assert.Equal(used, _held.Of("used", Here));
        Assert.False(_held.Has(left));
        Assert.Null(_held.Take(new IPEndPoint(IPAddress.Loopback, left)));
    }

    /// <summary>It was taken to be bound, and what it was for has failed: meanwhile another may have it.</summary>
    [Fact]
    public void Port_that_another_has_got_is_chosen_anew()
    {
        var port = _held.Of("web", Here);
        using (_held.Take(new IPEndPoint(IPAddress.Loopback, port)))
        {
        }

        Assert.Equal(port, _held.Of("web", Here));
        using (var another = _held.Take(new IPEndPoint(IPAddress.Loopback, port))!)
        {
            another.Listen();
            Assert.NotEqual(port, _held.Of("web", Here));
        }
    }

    private static void Connect(IPEndPoint endPoint)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(endPoint);
    }
}
