using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Machine;

/// <summary>
/// Ports that the system chooses, for those who leave theirs open. Each is bound, and refuses connections, until who asked for
/// it listens there, so that nobody else is given it; and for as long as it is in use its purpose keeps it.
/// </summary>
internal sealed class HeldPorts : IDisposable
{
    /// <summary>What is free at one address may be taken at the other.</summary>
    private const int MostTries = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);
    private readonly Dictionary<IPEndPoint, Socket> _sockets = [];
    private HashSet<int> _inUse = [];

    /// <summary>The port of a purpose: the one that it has, or else one that is free at all of the addresses.</summary>
    /// <param name="purpose">In words that are the same whenever the same is meant.</param>
    /// <param name="addresses">Where it will be bound; those that the machine does not have are left for who binds them to tell.</param>
    /// <param name="isOfBothFamilies">Whether <c>::</c> takes IPv4 as well.</param>
    public int Of(string purpose, IReadOnlyList<IPAddress> addresses, bool isOfBothFamilies = false)
    {
        lock (_lock)
        {
            if (!_ports.TryGetValue(purpose, out var port) || !(IsTaken(port) || Hold(port, addresses, isOfBothFamilies) == port))
            {
                _ports[purpose] = port = HoldAny(addresses, isOfBothFamilies);
            }

            return port;
        }
    }

    /// <summary>Whether a port was chosen here.</summary>
    public bool Has(int port)
    {
        lock (_lock)
        {
            return _ports.ContainsValue(port);
        }
    }

    /// <summary>The socket that is held at an end point, which is the caller's from now on; null where none is.</summary>
    public Socket? Take(EndPoint endPoint)
    {
        lock (_lock)
        {
            return endPoint is IPEndPoint asked && _sockets.Remove(asked, out var socket) ? socket : null;
        }
    }

    /// <summary>Forgets the ports that are not in use any more.</summary>
    /// <param name="inUse">All that are, chosen here or not.</param>
    public void Keep(HashSet<int> inUse)
    {
        lock (_lock)
        {
            _inUse = inUse;
            foreach (var (purpose, port) in _ports.Where(chosen => !inUse.Contains(chosen.Value)).ToList())
            {
                _ports.Remove(purpose);
                LetGo(port);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var socket in _sockets.Values)
            {
                socket.Dispose();
            }

            _sockets.Clear();
        }
    }

    private bool IsTaken(int port) => _inUse.Contains(port) || _sockets.Keys.Any(held => held.Port == port);

    private int HoldAny(IReadOnlyList<IPAddress> addresses, bool isOfBothFamilies)
    {
        for (var tries = 1; tries < MostTries; tries++)
        {
            if (Hold(0, addresses, isOfBothFamilies) is { } port)
            {
                return port;
            }
        }

        throw new IOException($"No port is free at {string.Join(" and ", addresses)}.");
    }

    /// <summary>The port, bound at every address that the machine has; null where another has it. Of none it is 0.</summary>
    private int? Hold(int port, IReadOnlyList<IPAddress> addresses, bool isOfBothFamilies)
    {
        foreach (var address in addresses)
        {
            try
            {
                var socket = Bound(new IPEndPoint(address, port), isOfBothFamilies);
                var endPoint = (IPEndPoint)socket.LocalEndPoint!;
                port = endPoint.Port;
                _sockets.Add(endPoint, socket);
            }
            catch (SocketException exception) when (exception.SocketErrorCode is not SocketError.AddressAlreadyInUse)
            {
                // Who binds it tells what the matter is.
            }
            catch (SocketException)
            {
                LetGo(port);
                return null;
            }
        }

        return port;
    }

    private static Socket Bound(IPEndPoint endPoint, bool isOfBothFamilies)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = isOfBothFamilies;
            }

            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private void LetGo(int port)
    {
        foreach (var endPoint in _sockets.Keys.Where(held => held.Port == port).ToList())
        {
            _sockets.Remove(endPoint, out var socket);
            socket!.Dispose();
        }
    }
}
