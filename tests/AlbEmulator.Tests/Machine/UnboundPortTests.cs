using System.Net;
using System.Net.Sockets;
using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Tests.Machine;

/// <summary>Why a port cannot be bound, and what to do, in words.</summary>
public sealed class UnboundPortTests
{
    [Theory]
    [InlineData(SocketError.AccessDenied, 80, "ports below 1024 need rights that the emulator does not have")]
    [InlineData(SocketError.AccessDenied, 8080, "it needs rights that the emulator does not have")]
    [InlineData(SocketError.AddressNotAvailable, 8080, "this machine does not have the address")]
    [InlineData(SocketError.TooManyOpenSockets, 8080, "no descriptor is left for it")]
    public void The_reason_is_told_in_our_words(SocketError error, int port, string reason) =>
        Assert.Equal(reason, UnboundPort.Reason(new IPEndPoint(IPAddress.Loopback, port), new SocketException((int)error)));

    [Fact]
    public void A_port_that_needs_rights_has_two_remedies()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Assert.Equal(
            "write another, or let every program bind it with sudo sysctl net.ipv4.ip_unprivileged_port_start=80",
            UnboundPort.Remedy(
                new IPEndPoint(IPAddress.Loopback, 80), new SocketException((int)SocketError.AccessDenied), "write another"));
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1", "0.0.0.0")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::", "127.0.0.1")]
    [InlineData("::1", "::1")]
    public void Whoever_has_the_port_is_named(string taken, string asked)
    {
        if (!OperatingSystem.IsLinux() || (taken.Contains(':', StringComparison.Ordinal) && !IPv6.IsHere))
        {
            return;
        }

        var address = IPAddress.Parse(taken);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.Equals(IPAddress.IPv6Any))
        {
            socket.DualMode = true;
        }

        socket.Bind(new IPEndPoint(address, 0));
        socket.Listen();
        var endPoint = new IPEndPoint(IPAddress.Parse(asked), ((IPEndPoint)socket.LocalEndPoint!).Port);
        var exception = new AddressInUseException("in use", new SocketException((int)SocketError.AddressAlreadyInUse));

        Assert.Matches($@"^another program has it, \S.* \(process {Environment.ProcessId}\)$", UnboundPort.Reason(endPoint, exception));
        Assert.Equal("free it, or write another", UnboundPort.Remedy(endPoint, exception, "write another"));
    }

    [Fact]
    public void A_port_that_nobody_has_is_nobodys() => Assert.Null(PortHolder.Of(new IPEndPoint(IPAddress.Loopback, FreePorts.Take())));
}
