using System.Net;
using System.Net.Sockets;
using System.Text;
using AlbEmulator.Forwarding;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Target groups of the protocol HTTPS.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration"/>
/// </summary>
public sealed class TlsTargetsTests : IAsyncLifetime
{
    private readonly ScriptedTarget _target = ScriptedTarget.Start();
    private TlsFront _front = null!;

    public Task InitializeAsync()
    {
        _front = TlsFront.Start(_target.Port);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _front.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task Certificate_of_a_target_is_not_validated()
    {
        await using var emulator = await StartAsync(_front.Port);

        var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/a?b=1"));

        Assert.Equal((200, "ok"), (response.Status, response.Text));
        Assert.Equal("/a?b=1", _target.Request.Target);
        Assert.Equal("http", _target.Request.Header("X-Forwarded-Proto"));
        Assert.All(_front.ServerNames, Assert.Empty);
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(($"127.0.0.1:{_front.Port}", "http"), (line.TargetPortList, line.Type));
    }

    [Fact]
    public async Task Bytes_of_a_path_arrive_as_they_came()
    {
        await using var emulator = await StartAsync(_front.Port);

        await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/caf\u00c3\u00a9?x=\u00ff"));

        Assert.Equal("/caf\u00c3\u00a9?x=\u00ff", _target.Request.Target);
    }

    [Fact]
    public async Task Connections_are_kept_for_other_requests()
    {
        await using var emulator = await StartAsync(_front.Port);
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await client.ExchangeAsync(Wire.Post("/", "body"))).Status);
        }

        Assert.Single(_front.ServerNames);
    }

    [Fact]
    public async Task Target_that_closes_with_a_request_outstanding_is_502_and_is_not_asked_twice()
    {
        await using var emulator = await StartAsync(_front.Port);
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get("/one"))).Status);
        _target.Next(Reply.Close);

        Assert.Equal(502, (await client.ExchangeAsync(Wire.Get("/two"))).Status);

        Assert.Equal(["/one", "/two"], _target.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Web_sockets_pass()
    {
        _target.Otherwise = Reply.WebSocketEcho;
        await using var emulator = await StartAsync(_front.Port);
        await using var client = await RawClient.ConnectAsync(emulator.Port);

        Assert.Equal(101, (await client.ExchangeAsync(Wire.Upgrade())).Status);
        await client.SendAsync("\u0081\u0005hello");

        Assert.Equal("\u0081\u0005hello", Encoding.Latin1.GetString(await client.ReadExactlyAsync(7)));
    }

    [Fact]
    public async Task Target_that_speaks_no_tls_is_502_and_nothing_was_sent()
    {
        using var plain = new TcpListener(IPAddress.Loopback, 0);
        plain.Start();
        var port = ((IPEndPoint)plain.LocalEndpoint).Port;
        await using var emulator = await StartAsync(port);

        var exchange = RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        using var taken = await AcceptTlsAsync(plain);
        await taken.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());

        Assert.Equal(502, (await exchange).Status);
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(
            ("502", "-", "-1", "-1", $"127.0.0.1:{port}"),
            (line.ElbStatusCode, line.TargetStatusCode, line.RequestProcessingTime, line.TargetProcessingTime, line.TargetPortList));
    }

    [Fact]
    public async Task Handshake_that_does_not_end_is_504_after_ten_seconds()
    {
        var time = new ManualTime();
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        await using var emulator = await StartAsync(
            ((IPEndPoint)mute.LocalEndpoint).Port, services => services.AddSingleton(new TargetConnector(time, new TargetConnections())));

        var exchange = RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        using var taken = await AcceptTlsAsync(mute);
        time.Advance(TargetConnector.Timeout - TimeSpan.FromMilliseconds(1));
        Assert.False(exchange.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(504, (await exchange).Status);
    }

    /// <summary>The first connection on which a handshake begins; health checks are plain here.</summary>
    private static async Task<Socket> AcceptTlsAsync(TcpListener listener)
    {
        while (true)
        {
            var socket = await listener.AcceptSocketAsync();
            var first = new byte[1];
            if (await socket.ReceiveAsync(first, SocketFlags.Peek) == 1 && first[0] == 0x16)
            {
                return socket;
            }

            socket.Dispose();
        }
    }

    private static async Task<HostedEmulator> StartAsync(int port, Action<IServiceCollection>? replace = null)
    {
        var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), port), replace);
        await emulator.ChangeAsync(topology => topology with
        {
            TargetGroups = [.. topology.TargetGroups.Select(group => group with { Protocol = TargetGroupProtocol.Https })],
        });
        return emulator;
    }
}
