using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace AlbEmulator.Descriptors;

/// <summary>The connections of a listening socket that may stay.</summary>
internal static class AcceptedConnections
{
    /// <summary>
    /// The next for which there is room. Those for which there is none are accepted and closed at once: left to the
    /// system they would hang, and one after the other take a descriptor that is kept for something else.
    /// </summary>
    /// <param name="listener">The transport's.</param>
    /// <param name="takes">Whether there is room for a connection.</param>
    /// <param name="cancellationToken">The end.</param>
    /// <returns>Null when the port is let go.</returns>
    public static async ValueTask<ConnectionContext?> NextAsync(
        IConnectionListener listener, Func<Socket, bool> takes, CancellationToken cancellationToken)
    {
        while (await listener.AcceptAsync(cancellationToken) is { } connection)
        {
            if (connection.Features.Get<IConnectionSocketFeature>() is not { } accepted || takes(accepted.Socket))
            {
                return connection;
            }

            connection.Abort();
            await connection.DisposeAsync();
        }

        return null;
    }
}
