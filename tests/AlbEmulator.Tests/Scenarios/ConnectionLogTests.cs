using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Connection logs. AWS names no code for a client that shows no certificate, says nothing or speaks no TLS: they are
/// the unmapped error here; of several reasons the one that OpenSSL finds first is told.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html"/>
/// </summary>
public sealed class ConnectionLogTests : EndedTests
{
    private const string Unmapped = "Failed:UnmappedConnectionError";

    private readonly TempFolder _folder = new();
    private readonly ScriptedTarget _target = ScriptedTarget.Start();
    private readonly Authority _authority = new("CN=root");
    private readonly Authority _foreign = new("CN=foreign");

    private string LogPath => _folder.File("connection.log");

    public override async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        _authority.Dispose();
        _foreign.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Connection_over_plain_http_has_a_line_and_its_id_is_that_of_its_requests()
    {
        await using var emulator = await StartAsync();
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        await client.ExchangeAsync(Wire.Get());
        await client.ExchangeAsync(Wire.Get());

        var line = Assert.Single(await ConnectionLogLine.WaitAsync(LogPath, 1));
        var requests = await emulator.WaitForLogLinesAsync(2);
        Assert.Matches(
            $@"^\S+ 127\.0\.0\.1 {client.LocalEndPoint.Port} {emulator.Port} - - - ""-"" - - - TID_\w+ - {requests[0].Elb} 127\.0\.0\.1$",
            line.Text);
        Assert.All(requests, request => Assert.Equal(line["tid"], request.ConnTraceId));
    }

    [Fact]
    public async Task Connection_that_sends_nothing_over_plain_http_has_a_line()
    {
        await using var emulator = await StartAsync();
        await using (await RawClient.ConnectAsync(emulator.Port))
        {
        }

        Assert.Equal("-", Assert.Single(await ConnectionLogLine.WaitAsync(LogPath, 1))["status"]);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, "TLSv1.2")]
    [InlineData(SslProtocols.Tls13, "TLSv1.3")]
    public async Task Handshake_has_protocol_cipher_and_latency_as_its_requests_have(SslProtocols protocol, string name)
    {
        await using var emulator = await StartAsync(topology => topology.Https().OfListener("SslPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06"));
        await using var client = await RawClient.ConnectTlsAsync(emulator.Port, tls => tls.EnabledSslProtocols = protocol);
        await client.ExchangeAsync(Wire.Get());

        var line = Assert.Single(await ConnectionLogLine.WaitAsync(LogPath, 1));
        var request = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal((name, request.SslCipher, request.ConnTraceId), (line["protocol"], line["cipher"], line["tid"]));
        Assert.Matches(@"^\d+\.\d{3}$", line["latency"]);
        Assert.Equal(("Success", "-", "-", "-", "-"), (
            line["status"], line["subject"], line["validity"], line["serial"], line["exchange"]));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Client_certificate_is_told_whether_it_is_taken_or_not(SslProtocols protocol)
    {
        using var good = _authority.Issue("CN=\"a \"\"b\"\"\", O=c");
        await using var emulator = await StartVerifyAsync();

        Assert.True(await IsServedAsync(emulator.Port, protocol, good));
        using var foreign = _foreign.Issue("CN=x");
        Assert.False(await IsServedAsync(emulator.Port, protocol, foreign));

        var lines = await ConnectionLogLine.WaitAsync(LogPath, 2);
        Assert.Equal("Success", lines[0]["status"]);
        // A quotation mark of the name would end the field.
        Assert.Equal(@"CN=a \x5C\x22b\x5C\x22,O=c", lines[0]["subject"]);
        Assert.Equal(good.SerialNumber, lines[0]["serial"]);
        Assert.Equal($"NotBefore={Iso(good.NotBefore)};NotAfter={Iso(good.NotAfter)}", lines[0]["validity"]);

        Assert.Equal(("Failed:ClientCertUntrusted", "-"), (lines[1]["status"], lines[1]["latency"]));
        Assert.Equal((lines[0]["protocol"], lines[0]["cipher"]), (lines[1]["protocol"], lines[1]["cipher"]));
        Assert.Equal(("CN=x", foreign.SerialNumber), (lines[1]["subject"], lines[1]["serial"]));
    }

    [Fact]
    public async Task Handshakes_fail_for_the_reason_that_aws_names()
    {
        using var revoked = _authority.Issue("CN=revoked");
        using var expired = _authority.Issue("CN=expired", days: 0);
        using var early = _authority.Issue("CN=early", days: 5, beginsIn: 2);
        using var server = _authority.Issue("CN=server", purpose: "1.3.6.1.5.5.7.3.1");
        using var one = new Authority("CN=one", _authority);
        using var two = new Authority("CN=two", one);
        using var three = new Authority("CN=three", two);
        using var deep = three.Issue("CN=deep", days: 5);
        using var nearly = two.Issue("CN=nearly", days: 5);
        await using var emulator = await StartVerifyAsync(revoked);

        (string Status, X509Certificate2? Certificate, Authority[] Between)[] attempts =
        [
            ("Failed:ClientCertCrlHit", revoked, []),
            ("Failed:ClientCertExpired", expired, []),
            ("Failed:ClientCertNotYetValid", early, []),
            ("Failed:ClientCertPurposeInvalid", server, []),
            ("Failed:ClientCertMaxChainDepthExceeded", deep, [three, two, one]),
            ("Success", nearly, [two, one]),
            ("Failed:ClientCertUntrusted", deep, []),
            (Unmapped, null, []),
        ];
        foreach (var (status, certificate, between) in attempts)
        {
            var isServed = await IsServedAsync(emulator.Port, SslProtocols.Tls12, certificate, between);
            Assert.True(isServed == (status == "Success"), status);
        }

        var lines = await ConnectionLogLine.WaitAsync(LogPath, attempts.Length);
        Assert.Equal(attempts.Select(attempt => attempt.Status), lines.Select(line => line["status"]));
        Assert.Equal(
            attempts.Select(attempt => attempt.Certificate?.Subject ?? "-"), lines.Select(line => line["subject"]));
        Assert.Equal(attempts.Length, lines.Select(line => line["tid"]).Distinct().Count());
    }

    [Fact]
    public async Task Client_that_speaks_no_tls_or_not_to_the_end_or_leaves_has_a_line()
    {
        await using var emulator = await StartAsync(topology => topology.Https());
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        await ConnectionLogLine.WaitAsync(LogPath, 1);
        await using (var half = await RawClient.ConnectAsync(emulator.Port))
        {
            await half.SendAsync("\u0016\u0003\u0001\u0002");
        }

        await ConnectionLogLine.WaitAsync(LogPath, 2);
        await using (await RawClient.ConnectAsync(emulator.Port))
        {
        }

        await ConnectionLogLine.WaitAsync(LogPath, 3);
        await using (var garbage = await RawClient.ConnectAsync(emulator.Port))
        {
            await garbage.SendAsync("\u0016\u0003\u0001\u0000\u0005\u0001\u0000\u0000\u0001\u0000");
            var lines = await ConnectionLogLine.WaitAsync(LogPath, 4);

            Assert.Equal(4, lines.Count);
            Assert.All(lines, line => Assert.Equal(
                (Unmapped, "-", "-", "-", "-"),
                (line["status"], line["protocol"], line["cipher"], line["latency"], line["subject"])));
            Assert.Equal($"{garbage.LocalEndPoint.Port}", lines[3]["port"]);
        }
    }

    [Fact]
    public async Task Client_that_stays_silent_on_a_tls_port_has_a_line_when_it_is_let_go()
    {
        var time = new ManualTime();
        await using var emulator = await StartAsync(topology => topology.Https(), time);
        await using var silent = await RawClient.ConnectAsync(emulator.Port);
        await Patience.UntilAsync("the line", () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return File.Exists(LogPath) && File.ReadAllText(LogPath).Length > 0;
        });

        Assert.Equal(Unmapped, Assert.Single(await ConnectionLogLine.WaitAsync(LogPath, 1))["status"]);
    }

    [Fact]
    public async Task Connections_are_delivered_to_a_bucket_in_objects_of_their_own()
    {
        await using (var emulator = await StartAsync(topology => topology
            .Attribute("connection_logs.s3.enabled", "true")
            .Attribute("connection_logs.s3.bucket", "my-connections")
            .Attribute("connection_logs.s3.prefix", "p")))
        {
            await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
            await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        }

        var item = Assert.Single(ArchivedObject.ReadAll(_folder.File("s3")));
        Assert.Equal(("my-connections", "conn_log_"), (item.Bucket, item.Kind));
        Assert.Equal(File.ReadAllLines(LogPath), item.Lines);
        var test = Path.Combine(_folder.File("s3"), "my-connections/p/AWSLogs/000000000000/ELBConnectionLogTestFile");
        Assert.StartsWith("Enable ConnectionLog for ELB: app/demo/", File.ReadAllText(test), StringComparison.Ordinal);
    }

    private static string Iso(DateTime time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>With TLS 1.3 a client learns of a refusal when it reads.</summary>
    private static async Task<bool> IsServedAsync(
        int port, SslProtocols protocol, X509Certificate2? certificate, params Authority[] between)
    {
        try
        {
            await using var client = await RawClient.ConnectTlsAsync(port, tls =>
            {
                tls.EnabledSslProtocols = protocol;
                tls.ClientCertificateContext = certificate is null
                    ? null
                    : SslStreamCertificateContext.Create(
                        certificate, [.. between.Select(item => item.Certificate)], offline: true);
            });
            return (await client.ExchangeAsync(Wire.Get())).Status == 200;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or InvalidDataException or SocketException)
        {
            return false;
        }
    }

    private Task<HostedEmulator> StartVerifyAsync(X509Certificate2? revoked = null)
    {
        var bundle = _folder.Write("ca.pem", _authority.Certificate.ExportCertificatePem());
        var lists = revoked is null ? [] : new JsonArray(_folder.Write("revoked.crl", _authority.Revoke(revoked)));
        return StartAsync(topology => topology.Https()
            .OfListener("SslPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06")
            .OfListener("MutualAuthentication", new JsonObject { ["Mode"] = "verify", ["TrustStoreArn"] = "clients" })
            .TrustStore("clients", bundle, lists));
    }

    private Task<HostedEmulator> StartAsync(Action<TopologyBuilder>? change = null, TimeProvider? time = null)
    {
        var topology = TopologyBuilder.Simple(FreePorts.Take(), _target.Port);
        change?.Invoke(topology);
        return HostedEmulator.StartAsync(
            topology,
            services =>
            {
                if (time is not null)
                {
                    services.AddSingleton(time);
                }
            },
            ("Alb:ConnectionLog", LogPath),
            ("Alb:LogStore", _folder.File("s3")));
    }
}
