using System.Net;
using System.Net.Sockets;
using System.Text;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Snapshots;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.FrontEndConnections;

/// <summary>Clients that came just before a listener is given up: they cannot know of it.</summary>
public sealed class LateClientsTests
{
    [Fact]
    public async Task Connections_that_the_system_has_taken_are_accepted_after_the_port_was_given_up()
    {
        const int rounds = 20;
        for (var round = 0; round < rounds; round++)
        {
            using var bound = FreePorts.Bind();
            await using var listener = new ClientSocketListener(bound);
            // Somebody accepts already, or begins only then.
            var accepted = round % 2 == 0 ? AcceptedAsync(listener) : null;
            var clients = Enumerable.Range(0, 16).Select(static _ => new TcpClient()).ToList();
            foreach (var client in clients)
            {
                await client.ConnectAsync((IPEndPoint)listener.EndPoint);
            }

            var unbound = listener.UnbindAsync();

            Assert.Equal(clients.Count, await (accepted ?? AcceptedAsync(listener)));
            await unbound;
            clients.ForEach(static client => client.Dispose());
            await UntilFreeAsync((IPEndPoint)listener.EndPoint);
        }
    }

    [Fact]
    public async Task Port_on_which_nobody_accepts_is_free_all_the_same()
    {
        using var bound = FreePorts.Bind();
        await using var listener = new ClientSocketListener(bound);

        await listener.UnbindAsync();

        await UntilFreeAsync((IPEndPoint)listener.EndPoint);
    }

    [Fact]
    public async Task Request_that_has_come_before_its_connection_was_to_end_is_answered()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        var serve = emulator.Services.GetRequiredService<ClientConnections>()
            .Accept(KestrelProjection.EndpointName(new(IPAddress.Loopback, emulator.Port)), static _ => Task.CompletedTask);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Wire.Get()));
        await using var connection = new ClientSocket(await listener.AcceptSocketAsync());
        connection.Features.Set<IConnectionLifetimeNotificationFeature>(new Ending());

        await serve(connection);
        await connection.DisposeAsync();

        using var answer = new StreamReader(client.GetStream(), Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 200 ", await answer.ReadToEndAsync(), StringComparison.Ordinal);
    }

    /// <summary>A program that another test starts just now has the sockets of this one until it begins.</summary>
    private static Task UntilFreeAsync(IPEndPoint endPoint) => Patience.UntilAsync($"{endPoint} to be free", () =>
    {
        using var again = new TcpListener(endPoint);
        try
        {
            again.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });

    /// <summary>How many come until the end.</summary>
    private static async Task<int> AcceptedAsync(ClientSocketListener listener)
    {
        var count = 0;
        for (; await listener.AcceptAsync() is { } accepted; count++)
        {
            await accepted.DisposeAsync();
        }

        return count;
    }

    /// <summary>As of a connection that is asked to end before anybody serves it.</summary>
    private sealed class Ending : IConnectionLifetimeNotificationFeature
    {
        public CancellationToken ConnectionClosedRequested { get; set; } = new(canceled: true);

        public void RequestClose()
        {
        }
    }
}
