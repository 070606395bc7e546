using System.Net;
using System.Net.Sockets;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.FrontEndConnections;

public sealed class ClientSocketListenerTests
{
    [Fact]
    public async Task What_is_sent_to_an_accepted_client_waits_for_nothing_more()
    {
        using var bound = FreePorts.Bind();
        await using var listener = new ClientSocketListener(bound);
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.EndPoint);

        await using var accepted = Assert.IsType<ClientSocket>(await listener.AcceptAsync());

        Assert.True(accepted.Socket.NoDelay);
    }
}
