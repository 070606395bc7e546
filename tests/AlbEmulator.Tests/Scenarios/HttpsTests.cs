using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// HTTPS listeners.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html"/>
/// </summary>
public sealed class HttpsTests
{
    [Fact]
    public async Task Request_over_tls_is_forwarded_and_logged_as_such()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port);

        var response = await client.ExchangeAsync(Wire.Get("/a?b"));

        Assert.Equal(200, response.Status);
        Assert.Equal("keep-alive", response.Header("Connection"));
        Assert.Equal("https", scenario.Target.Request.Header("X-Forwarded-Proto"));
        Assert.Equal($"{scenario.Port}", scenario.Target.Request.Header("X-Forwarded-Port"));
        var line = await scenario.LineAsync();
        Assert.Equal("https", line.Type);
        Assert.Equal($"GET https://example.com:{scenario.Port}/a?b HTTP/1.1", line.Request);
        Assert.Equal(($"{client.BytesSent}", $"{client.BytesReceived}"), (line.ReceivedBytes, line.SentBytes));
        Assert.Equal(("TLSv1.2", "localhost"), (line.SslProtocol, line.DomainName));
        Assert.StartsWith("ECDHE-ECDSA-", line.SslCipher, StringComparison.Ordinal);
        Assert.Matches("^arn:aws:acm:us-east-1:000000000000:certificate/[0-9a-f-]{36}$", line.ChosenCertArn);
    }

    [Fact]
    public async Task Cipher_of_tls_1_2_has_its_openssl_name_and_an_unknown_server_name_is_not_logged()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port, tls =>
        {
            tls.EnabledSslProtocols = SslProtocols.Tls12;
            tls.TargetHost = "other.example.com";
        });

        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);

        var line = await scenario.LineAsync();
        Assert.Matches("^ECDHE-ECDSA-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305)$", line.SslCipher);
        Assert.Equal(("TLSv1.2", "-"), (line.SslProtocol, line.DomainName));
    }

    [Fact]
    public async Task Development_certificate_is_for_the_names_in_use_and_kept()
    {
        await using var scenario = await Scenario.StartHttpsAsync();

        using var shown = await ShownAsync(scenario.Port);

        var path = scenario.Emulator.Folder.File(Path.Combine("data", "tls", "development.pem"));
        using var kept = X509Certificate2.CreateFromPemFile(path, Path.ChangeExtension(path, ".key"));
        Assert.Equal(kept.RawData, shown.RawData);
        Assert.All(["localhost", "127.0.0.1", "::1"], name => Assert.True(kept.MatchesHostname(name), name));
    }

    [Fact]
    public async Task Certificate_of_a_file_is_shown_and_a_change_of_it_needs_no_new_connection_of_others()
    {
        await using var target = ScriptedTarget.Start();
        using var folder = new TempFolder();
        using var first = Certificates.Write(folder, "first", "first.example.com");
        using var second = Certificates.Write(folder, "second", "second.example.com");
        var port = FreePorts.Take();
        var topology = TopologyBuilder.Simple(port, target.Port).Https().Certificate(folder.File("first.pem"), folder.File("first.key"));
        await using var emulator = await HostedEmulator.StartAsync(topology);
        await using var client = await RawClient.ConnectTlsAsync(port, tls => tls.TargetHost = "first.example.com");
        Assert.Equal(first.RawData, client.Tls!.RemoteCertificate!.GetRawCertData());

        await emulator.RewriteTopologyAsync(topology.Certificate(folder.File("second.pem"), folder.File("second.key")));

        using (var shown = await ShownAsync(port))
        {
            Assert.Equal(second.RawData, shown.RawData);
        }

        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
        Assert.Equal("first.example.com", (await emulator.WaitForLogLinesAsync(1))[0].DomainName);
    }

    [Fact]
    public async Task Listener_changes_between_http_and_https_on_its_port()
    {
        await using var target = ScriptedTarget.Start();
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, target.Port));
        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);

        await emulator.RewriteTopologyAsync(TopologyBuilder.Simple(port, target.Port).Https());
        await Patience.UntilAsync("TLS", () => AnswersTlsAsync(port));

        await emulator.RewriteTopologyAsync(TopologyBuilder.Simple(port, target.Port));
        await Patience.UntilAsync("plain HTTP", () => AnswersPlainAsync(port));
    }

    [Fact]
    public async Task Plain_http_is_answered_400_in_the_clear()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Get());

        AlbPage.AssertIs("400 Bad Request", response, "close");
        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0000\u0005hello")]
    [InlineData("\u0000\u0001\u0002\u0003")]
    [InlineData("\u0016")]
    [InlineData("")]
    public async Task Broken_handshake_hurts_nobody_else(string bytes)
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await using var good = await RawClient.ConnectTlsAsync(scenario.Port);
        await using var bad = await scenario.ConnectAsync();

        await bad.SendAsync(bytes);
        bad.HalfClose();
        await bad.ReadEndingAsync();

        Assert.Equal(200, (await good.ExchangeAsync(Wire.Get())).Status);
        await scenario.LineAsync();
    }

    [Fact]
    public async Task Request_that_cannot_be_read_is_logged_with_its_scheme()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port);

        AlbPage.AssertIs("400 Bad Request", await client.ExchangeAsync("rubbish\r\n\r\n"), "close");

        var line = await scenario.LineAsync();
        Assert.Equal(("https", "-", "-"), (line.Type, line.SslCipher, line.ChosenCertArn));
        Assert.StartsWith("- https://", line.Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_that_leaves_within_its_body_is_400_and_one_line(bool isReused)
    {
        const int clients = 60;
        await using var scenario = await Scenario.StartHttpsAsync(Reply.CountBody());
        for (var i = 0; i < clients; i++)
        {
            await using var client = await RawClient.ConnectTlsAsync(scenario.Port);
            if (isReused)
            {
                await client.ExchangeAsync(Wire.Get("/first"));
            }

            await client.SendAsync("POST /left HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nabc");
        }

        await using var last = await RawClient.ConnectTlsAsync(scenario.Port);
        await last.ExchangeAsync(Wire.Get("/last"));
        await Patience.UntilAsync("the last line", () =>
            scenario.Emulator.LogLines.Any(line => line.RequestUrl.EndsWith("/last", StringComparison.Ordinal)));
        Assert.All(scenario.Emulator.LogLines, line => Assert.Equal(
            line.RequestUrl.EndsWith("/left", StringComparison.Ordinal) ? "400" : "200", line.ElbStatusCode));
    }

    [Fact]
    public async Task Web_socket_over_tls_is_logged_as_wss()
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.WebSocketEcho);
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port);

        Assert.Equal(101, (await client.ExchangeAsync(Wire.Upgrade("/ws"))).Status);
        await client.SendAsync("\u0081\u0005hello");
        Assert.Equal("\u0081\u0005hello", Encoding.Latin1.GetString(await client.ReadExactlyAsync(7)));
        await client.Tls!.ShutdownAsync();
        client.HalfClose();

        var line = await scenario.LineAsync();
        Assert.Equal(("wss", "101"), (line.Type, line.ElbStatusCode));
        Assert.Equal($"GET https://example.com:{scenario.Port}/ws HTTP/1.1", line.Request);
        Assert.Equal(($"{client.BytesSent}", $"{client.BytesReceived}"), (line.ReceivedBytes, line.SentBytes));
    }

    [Fact]
    public async Task Silent_client_is_closed_after_the_idle_timeout()
    {
        await using var scenario = await Scenario.StartHttpsAsync(change: topology => topology.IdleTimeout(1));
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port);

        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);

        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
        await scenario.LineAsync();
    }

    [Fact]
    public async Task Cors_cookie_of_a_sticky_group_is_secure()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithDefault(
            topology.Forward(("web", 1)) with { Stickiness = TimeSpan.FromMinutes(1) }));
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port);

        var cookies = (await client.ExchangeAsync(Wire.Get())).Headers
            .Where(header => header.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value)
            .ToArray();

        Assert.EndsWith("; Path=/", cookies[0], StringComparison.Ordinal);
        Assert.EndsWith("; Path=/; SameSite=None; Secure", cookies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_speaks_http_2_and_trusts_the_development_certificate()
    {
        if (!Programs.Have("curl"))
        {
            return;
        }

        await using var scenario = await Scenario.StartHttpsAsync();

        var (exitCode, output, errors) = await Programs.RunAsync("curl",
        [
            "-sS", "--http2", "--cacert", scenario.Emulator.Folder.File(Path.Combine("data", "tls", "development.pem")),
            "-w", " %{http_version} %{ssl_verify_result}", $"https://localhost:{scenario.Port}/",
        ]);

        Assert.True(exitCode == 0, errors);
        Assert.Equal("ok 2 0", output);
    }

    private static async Task<X509Certificate2> ShownAsync(int port)
    {
        await using var client = await RawClient.ConnectTlsAsync(port);
        return X509CertificateLoader.LoadCertificate(client.Tls!.RemoteCertificate!.GetRawCertData());
    }

    private static async Task<string?> AnswersTlsAsync(int port)
    {
        try
        {
            await using var client = await RawClient.ConnectTlsAsync(port);
            return (await client.ExchangeAsync(Wire.Get())).Status == 200 ? "yes" : null;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or System.Net.Sockets.SocketException)
        {
            return null;
        }
    }

    private static async Task<string?> AnswersPlainAsync(int port)
    {
        try
        {
            return (await RawClient.ExchangeAsync(port, Wire.Get())).Status == 200 ? "yes" : null;
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            return null;
        }
    }
}
