using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>A port that listens and has no place left for one more connection: it answers nothing at all.</summary>
internal sealed class FullBacklog : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    public FullBacklog()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        for (var connection = 0; connection < 4; connection++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _waiting.Add(socket);
            try
            {
                socket.Connect(IPAddress.Loopback, Port);
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // On its way, or waiting for a place.
            }
        }
    }

    public int Port { get; }

    /// <summary>From now on there is a place for whoever tries again.</summary>
    public void TakeAll()
    {
        while (_listener.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            _waiting.Add(_listener.Accept());
        }
    }

    public void Dispose()
    {
        _waiting.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }
}
