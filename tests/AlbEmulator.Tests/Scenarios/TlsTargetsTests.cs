using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Text;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Descriptors;
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
    public async Task Policy_follows_from_the_listeners()
    {
        await using var emulator = await StartAsync(_front.Port);
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        Assert.Equal(SslProtocols.Tls12, _front.Protocols.Last());

        await emulator.ChangeAsync(topology => topology.With(listener => listener with
        {
            Protocol = ListenerProtocol.Https,
            SslPolicy = SslPolicies.Find("ELBSecurityPolicy-TLS13-1-2-Res-2021-06")!,
        }));
        using var client = new Http2Client(emulator.Port);
        Assert.Equal("ok", await Patience.UntilAsync("TLS", () => GetAsync(client)));

        Assert.Equal(SslProtocols.Tls13, _front.Protocols.Last());
    }

    [Theory]
    [InlineData(SslProtocols.Tls13, TlsCipherSuite.TLS_AES_128_GCM_SHA256, 502)]
    [InlineData(SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, 502)]
    [InlineData(SslProtocols.Tls12, TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA, 200)]
    [InlineData((SslProtocols)0xC0, TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, 200)]
    [SupportedOSPlatform("linux")]
    public async Task Target_is_reached_by_what_the_policy_has_and_by_nothing_else(
        SslProtocols protocol, TlsCipherSuite cipher, int status)
    {
        // The listener's is the default of the API, from which the same follows: TLS 1.0 to 1.2.
        await using var front = TlsFront.Start(_target.Port, change: tls =>
        {
            tls.EnabledSslProtocols = protocol;
            tls.CipherSuitesPolicy = new CipherSuitesPolicy([cipher]);
            tls.EncryptionPolicy = Enum.Parse<EncryptionPolicy>("AllowNoEncryption");
        });
        await using var emulator = await StartAsync(front.Port);

        Assert.Equal(status, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status);
    }

    [Fact]
    public async Task Health_checks_have_the_same_policy()
    {
        await using var front = TlsFront.Start(_target.Port, change: tls => tls.EnabledSslProtocols = SslProtocols.Tls13);
        var topology = TopologyBuilder.Simple(FreePorts.Take(), front.Port).Property("web", "HealthCheckProtocol", "HTTPS")
            .HealthCheck("web", intervalSeconds: 0.7, timeoutSeconds: 0.6, healthy: 2, unhealthy: 2);
        await using var emulator = await HostedEmulator.StartAsync(topology);
        await emulator.WaitForHealthAsync("web", "unhealthy");

        await emulator.RewriteTopologyAsync(topology.Https().OfListener("SslPolicy", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"));

        await emulator.WaitForHealthAsync("web", "healthy");
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
            ((IPEndPoint)mute.LocalEndpoint).Port, services => services.AddSingleton(new TargetConnector(time, new TargetConnections(), ProcessDescriptors.Unlimited)));

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

    private static async Task<string?> GetAsync(HttpClient client)
    {
        try
        {
            return await client.GetStringAsync("/");
        }
        catch (HttpRequestException)
        {
            return null;
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
