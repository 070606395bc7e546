using System.Net;
using AlbEmulator.Descriptors;
using AlbEmulator.TargetGroups.Echo;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Descriptors;

/// <summary>Whoever accepts: here the echo target, which does it without Kestrel.</summary>
public sealed class AcceptedConnectionsTests
{
    [Fact]
    public async Task Connections_without_a_descriptor_are_closed_and_the_next_with_one_is_served()
    {
        var share = new DescriptorShare("connections", _ => { }) { Bound = 0 };
        await using var target = await EchoTarget.StartAsync(IPAddress.Loopback, 0, null, share, NullLoggerFactory.Instance);
        for (var i = 0; i < 3; i++)
        {
            await RefusedClient.ConnectAsync(target.Port);
        }

        share.Bound = int.MaxValue;

        Assert.Equal(200, (await RawClient.ExchangeAsync(target.Port, Wire.Get())).Status);
        Assert.Equal(3, share.Refused);
    }
}
