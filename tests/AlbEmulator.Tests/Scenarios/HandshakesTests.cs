using System.Net.Security;
using System.Text.Json.Nodes;
using AlbEmulator.Listeners;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What clients and listeners agree on before the first request.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html"/>
/// </summary>
public sealed class HandshakesTests
{
    [Fact]
    public async Task Client_chooses_between_http_2_and_http_1_1()
    {
        await using var scenario = await Scenario.StartHttpsAsync();

        async Task<string> Agreed(params SslApplicationProtocol[] offered)
        {
            await using var client = await RawClient.ConnectTlsAsync(scenario.Port, tls => tls.ApplicationProtocols = [.. offered]);
            return client.Tls!.NegotiatedApplicationProtocol.ToString();
        }

        Assert.Equal("h2", await Agreed(SslApplicationProtocol.Http11, SslApplicationProtocol.Http2));
        Assert.Equal("http/1.1", await Agreed(SslApplicationProtocol.Http11));
        Assert.Equal("", await Agreed());
    }

    [Theory]
    [InlineData("true", "imap")]
    [InlineData("false", "h2")]
    public async Task Client_that_offers_only_what_the_listener_does_not_speak_is_served_in_http_1_1(string http2, string offered)
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            change: topology => topology.Attribute("routing.http2.enabled", http2));
        await using var client = await RawClient.ConnectTlsAsync(
            scenario.Port, tls => tls.ApplicationProtocols = [new SslApplicationProtocol(offered)]);

        Assert.Equal("", client.Tls!.NegotiatedApplicationProtocol.ToString());
        Assert.StartsWith("HTTP/1.1 200", (await client.ExchangeAsync(Wire.Get())).Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off", "session-reused")]
    [InlineData("passthrough", "arn:aws:acm:")]
    public async Task Resumed_session_is_logged_and_with_mutual_tls_none_is_resumed(string mode, string logged)
    {
        if (!Programs.Have("openssl", "sh"))
        {
            return;
        }

        await using var scenario = await Scenario.StartHttpsAsync(change: topology =>
            topology.OfListener("MutualAuthentication", new JsonObject { ["Mode"] = mode }));
        // .NET may forget what no connection uses, sessions too, where other certificates come: one uses it all the while.
        await using var user = await RawClient.ConnectTlsAsync(scenario.Port);
        using var folder = new TempFolder();
        folder.Write("request", Wire.Get("/", "Connection: close"));

        // s_client waits for the answer, since the load balancer closes.
        var client = $"openssl s_client -connect localhost:{scenario.Port} -servername localhost -ign_eof <request >/dev/null";
        await Programs.RunAsync("sh", ["-c", $"cd {folder.Path} && {client} -sess_out session; [ ! -f session ] || again='-sess_in session'; {client} $again"]);

        var lines = await scenario.Emulator.WaitForLogLinesAsync(2);
        Assert.StartsWith("arn:aws:acm:us-east-1:000000000000:certificate/", lines[0].ChosenCertArn, StringComparison.Ordinal);
        Assert.StartsWith(logged, lines[1].ChosenCertArn, StringComparison.Ordinal);
        Assert.Equal(("localhost", "TLSv1.2"), (lines[1].DomainName, lines[1].SslProtocol));
    }

    [Fact]
    public async Task Hello_that_comes_in_pieces_is_understood()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await using var client = await scenario.ConnectAsync();
        const byte handshake = 22;

        foreach (var piece in (await ClientHellos.MakeAsync("imap")).Chunk(7))
        {
            await client.SendAsync(piece);
        }

        // And not an alert.
        Assert.Equal(handshake, (await client.ReadExactlyAsync(1))[0]);
    }

    [Fact]
    public async Task Hello_that_the_client_cuts_short_is_a_handshake_that_failed()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync((await ClientHellos.MakeAsync("h2")).AsMemory(0, 40));
        client.HalfClose();

        await client.ReadEndingAsync();
        await Patience.UntilAsync(
            "the failure to be counted",
            async () => (await scenario.Emulator.MetricsAsync()).Sum("alb_client_tls_negotiation_error_count_total") == 1 ? "counted" : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0016\u0003\u0001\u0001\u0000\u0001")]
    public async Task Client_that_does_not_go_on_is_let_go_after_the_handshake_timeout(string sent)
    {
        // AWS does not say after how long: what it says of targets is taken for clients too.
        var time = new ManualTime();
        await using var target = ScriptedTarget.Start();
        var topology = TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https()
            .IdleTimeout(4000).HealthCheck("web", intervalSeconds: 300);
        await using var emulator = await HostedEmulator.StartAsync(topology, services => services.AddSingleton<TimeProvider>(time));
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        await client.SendAsync(sent);

        var ending = client.ReadEndingAsync();
        await Patience.UntilAsync("the client to be let go", () =>
        {
            time.Advance(ListenerTls.HandshakeTimeout);
            return ending.IsCompleted;
        });

        Assert.Equal("", (await ending).Item2);
        Assert.Empty(emulator.LogLines);
    }
}
