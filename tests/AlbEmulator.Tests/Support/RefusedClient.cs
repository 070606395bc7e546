using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>A client whose connection is closed as soon as it is made.</summary>
public static class RefusedClient
{
    /// <summary>Connects, and waits for the end.</summary>
    public static async Task ConnectAsync(int port)
    {
        try
        {
            await using var client = await RawClient.ConnectAsync(port);
            Assert.Equal("", (await client.ReadEndingAsync()).Text);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The end was there before the connection was seen.
        }
    }
}
