using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Mutual TLS.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html"/>
/// </summary>
public sealed class MutualTlsTests : IDisposable
{
    private const string Policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

    private readonly TempFolder _folder = new();
    private readonly Authority _authority = new("CN=rootcamtls.com, OU=rootCA, O=mTLS, L=Seattle, S=Washington, C=US");
    private readonly Authority _foreign = new("CN=foreign");

    public void Dispose()
    {
        _authority.Dispose();
        _foreign.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Verified_certificate_is_told_to_the_target_and_no_client_can_say_it_itself()
    {
        using var good = _authority.Issue("CN=\"a, b\", OU=\u00e9");
        await using var scenario = await VerifyAsync();

        await using var client = await ConnectAsync(scenario.Port, good);
        var answer = await client.ExchangeAsync(Wire.Get("/", "x-amzn-mtls-clientcert-subject: CN=root", "X-Amzn-Mtls-Clientcert: mine"));

        Assert.Equal(200, answer.Status);
        Assert.Equal([good.SerialNumber], Values(scenario, "X-Amzn-Mtls-Clientcert-Serial-Number"));
        Assert.Equal(["CN=rootcamtls.com,OU=rootCA,O=mTLS,L=Seattle,ST=Washington,C=US"], Values(scenario, "X-Amzn-Mtls-Clientcert-Issuer"));
        Assert.Equal(["CN=a\\, b,OU=\\C3\\A9"], Values(scenario, "X-Amzn-Mtls-Clientcert-Subject"));
        Assert.Matches(@"^NotBefore=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ;NotAfter=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", Values(scenario, "X-Amzn-Mtls-Clientcert-Validity").Single());
        Assert.Equal(Encoded(good), Values(scenario, "X-Amzn-Mtls-Clientcert-Leaf").Single());
        Assert.Empty(Values(scenario, "X-Amzn-Mtls-Clientcert"));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Certificates_that_are_not_to_be_trusted_end_the_handshake(SslProtocols protocol)
    {
        using var revoked = _authority.Issue("CN=revoked");
        using var good = _authority.Issue("CN=good");
        using var expired = _authority.Issue("CN=expired", days: 0);
        using var foreign = _foreign.Issue("CN=good");
        using var server = _authority.Issue("CN=server", purpose: "1.3.6.1.5.5.7.3.1");
        await using var scenario = await VerifyAsync(revoked);

        foreach (var bad in new[] { null, revoked, expired, foreign, server })
        {
            Assert.False(await IsServedAsync(scenario.Port, bad, protocol), bad?.Subject);
        }

        Assert.True(await IsServedAsync(scenario.Port, good, protocol));
        Assert.Equal("200", (await scenario.LineAsync()).ElbStatusCode);
    }

    [Fact]
    public async Task Expiry_is_ignored_where_the_listener_says_so_and_nothing_else_is()
    {
        using var expired = _authority.Issue("CN=expired", days: 0);
        using var foreign = _foreign.Issue("CN=expired", days: 0);
        await using var scenario = await VerifyAsync(change: settings => settings["IgnoreClientCertificateExpiry"] = true);

        Assert.True(await IsServedAsync(scenario.Port, expired));
        Assert.False(await IsServedAsync(scenario.Port, foreign));
    }

    [Theory]
    [InlineData("on", "CN = rootcamtls.com")]
    [InlineData("off", "No client certificate CA names sent")]
    public async Task Names_of_authorities_are_advertised_where_the_listener_says_so(string mode, string expected)
    {
        if (!Programs.Have("openssl", "sh"))
        {
            return;
        }

        await using var scenario = await VerifyAsync(change: settings => settings["AdvertiseTrustStoreCaNames"] = mode);

        var (_, output, _) = await Programs.RunAsync(
            "sh", ["-c", $"openssl s_client -connect 127.0.0.1:{scenario.Port} -tls1_2 </dev/null"]);

        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_a_client_shows_is_passed_through()
    {
        using var foreign = _foreign.Issue("CN=anybody", days: 0);
        await using var scenario = await StartAsync(new JsonObject { ["Mode"] = "passthrough" });

        await using var client = await ConnectAsync(scenario.Port, foreign);
        await client.ExchangeAsync(Wire.Get());
        Assert.Equal(Encoded(foreign), Values(scenario, "X-Amzn-Mtls-Clientcert").Single());

        await using var without = await ConnectAsync(scenario.Port, null);
        await without.ExchangeAsync(Wire.Get("/", "X-Amzn-Mtls-Clientcert: mine"));
        Assert.DoesNotContain(
            scenario.Target.Requests[^1].Headers,
            header => header.Key.StartsWith("X-Amzn-Mtls", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Certificate_is_told_under_another_name_where_the_listener_has_one()
    {
        using var good = _authority.Issue("CN=good");
        await using var scenario = await VerifyAsync(more: topology => topology
            .ListenerAttribute("routing.http.request.x_amzn_mtls_clientcert_subject.header_name", "X-Our-Subject"));

        await using var client = await ConnectAsync(scenario.Port, good);
        await client.ExchangeAsync(Wire.Get("/", "X-Our-Subject: mine"));

        Assert.Equal(["CN=good"], Values(scenario, "X-Our-Subject"));
        Assert.Empty(Values(scenario, "X-Amzn-Mtls-Clientcert-Subject"));
        Assert.Single(Values(scenario, "X-Amzn-Mtls-Clientcert-Issuer"));
    }

    [Fact]
    public async Task Whole_chain_is_passed_through_the_leaf_first()
    {
        if (!Programs.Have("curl"))
        {
            return;
        }

        using var leaf = _foreign.Issue("CN=anybody");
        var root = _foreign.Certificate.ExportCertificatePem();
        var file = _folder.Write("chain.pem", $"{leaf.ExportCertificatePem()}\n{root}\n{KeyOf(leaf)}");
        await using var scenario = await StartAsync(new JsonObject { ["Mode"] = "passthrough" });

        await Programs.RunAsync("curl", ["-sk", "--http1.1", "--cert", file, $"https://localhost:{scenario.Port}/"]);

        Assert.Equal(Encoded(leaf) + Encoded(_foreign.Certificate), Values(scenario, "X-Amzn-Mtls-Clientcert").Single());
    }

    [Theory]
    [InlineData("off", false, "good expired revoked foreign none")]
    [InlineData("passthrough", false, "good expired revoked foreign none")]
    [InlineData("verify", false, "good")]
    [InlineData("verify", true, "good expired")]
    public async Task Curl_is_served_with_the_certificates_that_the_mode_takes(string mode, bool ignoresExpiry, string expected)
    {
        if (!Programs.Have("curl"))
        {
            return;
        }

        using var good = _authority.Issue("CN=good");
        using var expired = _authority.Issue("CN=expired", days: 0);
        using var revoked = _authority.Issue("CN=revoked");
        using var foreign = _foreign.Issue("CN=good");
        await using var scenario = await VerifyAsync(revoked, settings =>
        {
            settings["Mode"] = mode;
            if (mode == "verify")
            {
                settings["IgnoreClientCertificateExpiry"] = ignoresExpiry;
            }
            else
            {
                settings.Remove("TrustStoreArn");
            }
        });

        async Task<string?> ServedAsync(string name, X509Certificate2? certificate)
        {
            string[] shown = certificate is null
                ? []
                : ["--cert", _folder.Write($"{name}.pem", certificate.ExportCertificatePem() + "\n" + KeyOf(certificate))];
            var (exitCode, output, _) = await Programs.RunAsync("curl", ["-sk", .. shown, $"https://localhost:{scenario.Port}/"]);
            Assert.Equal((name, exitCode == 0 ? "ok" : ""), (name, output));
            return exitCode == 0 ? name : null;
        }

        var served = new[]
        {
            await ServedAsync("good", good), await ServedAsync("expired", expired), await ServedAsync("revoked", revoked),
            await ServedAsync("foreign", foreign), await ServedAsync("none", null),
        };

        Assert.Equal(expected, string.Join(' ', served.Where(name => name is not null)));
        var lines = await scenario.Emulator.WaitForLogLinesAsync(served.Count(name => name is not null));
        Assert.All(lines, line => Assert.Equal("200", line.ElbStatusCode));
    }

    private static string KeyOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string Encoded(X509Certificate2 certificate) =>
        (certificate.ExportCertificatePem() + "\n").Replace(" ", "%20", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static IEnumerable<string> Values(Scenario scenario, string name) => scenario.Target.Request.Headers
        .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(header => header.Value);

    private static Task<RawClient> ConnectAsync(
        int port, X509Certificate2? certificate, SslProtocols protocol = SslProtocols.None) =>
        RawClient.ConnectTlsAsync(port, tls =>
        {
            tls.EnabledSslProtocols = protocol;
            tls.ClientCertificateContext = certificate is null
                ? null
                : SslStreamCertificateContext.Create(certificate, null, offline: true);
        });

    /// <summary>With TLS 1.3 a client learns of a refusal when it reads.</summary>
    private static async Task<bool> IsServedAsync(int port, X509Certificate2? certificate, SslProtocols protocol = SslProtocols.None)
    {
        try
        {
            await using var client = await ConnectAsync(port, certificate, protocol);
            return (await client.ExchangeAsync(Wire.Get())).Status == 200;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or InvalidDataException)
        {
            return false;
        }
    }

    private Task<Scenario> VerifyAsync(
        X509Certificate2? revoked = null, Action<JsonObject>? change = null, Action<TopologyBuilder>? more = null)
    {
        _folder.Write("ca.pem", $"# authorities\n{_authority.Certificate.ExportCertificatePem()}\n");
        var lists = new JsonArray();
        if (revoked is not null)
        {
            _folder.Write("revoked.crl", _authority.Revoke(revoked));
            lists.Add(_folder.File("revoked.crl"));
        }

        var settings = new JsonObject { ["Mode"] = "verify", ["TrustStoreArn"] = "clients" };
        change?.Invoke(settings);
        return StartAsync(settings, topology =>
        {
            topology.TrustStore("clients", _folder.File("ca.pem"), lists);
            more?.Invoke(topology);
        });
    }

    private static Task<Scenario> StartAsync(JsonObject settings, Action<TopologyBuilder>? change = null) =>
        Scenario.StartHttpsAsync(change: topology =>
        {
            topology.OfListener("SslPolicy", Policy).OfListener("MutualAuthentication", settings);
            change?.Invoke(topology);
        });
}
