using System.Net;
using System.Net.Sockets;
using AlbEmulator.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>The two ends of a connection over loopback.</summary>
internal sealed class SocketPair : IDisposable
{
    public SocketPair()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        Other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Other.Connect(listener.LocalEndPoint!);
        Socket = listener.Accept();
    }

    /// <summary>The end that is tested.</summary>
    public Socket Socket { get; }

    public Socket Other { get; }

    /// <summary>The read of the end that is tested, the best that this system has.</summary>
    public SocketRead Read()
    {
        Socket.Blocking = false;
        return SocketRead.Of(Socket);
    }

    /// <summary>The end that is tested hears of a reset.</summary>
    public void Reset() => Other.Close(timeout: 0);

    public void Dispose()
    {
        Socket.Dispose();
        Other.Dispose();
    }
}
