using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Security policies of HTTPS listeners.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"/>
/// </summary>
public sealed partial class SslPolicyTests
{
    /// <summary>What OpenSSL's client calls the versions; it speaks those before 1.2 only with its security level at 0.</summary>
    private static readonly string[] Versions = ["tls1", "tls1_1", "tls1_2", "tls1_3"];

    [Theory]
    [InlineData("ELBSecurityPolicy-TLS13-1-3-2021-06", "tls1_3")]
    [InlineData("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "tls1_2 tls1_3")]
    [InlineData("ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04", "tls1_2 tls1_3")]
    [InlineData("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", "tls1_2")]
    [InlineData("ELBSecurityPolicy-FS-1-2-Res-2020-10", "tls1_2")]
    [InlineData("ELBSecurityPolicy-TLS-1-1-2017-01", "tls1_1 tls1_2")]
    [InlineData("ELBSecurityPolicy-2016-08", "tls1 tls1_1 tls1_2")]
    [InlineData("ELBSecurityPolicy-TLS13-1-0-2021-06", "tls1 tls1_1 tls1_2 tls1_3")]
    [InlineData("ELBSecurityPolicy-TLS13-1-3-RFC9151-FIPS-2023-07", "tls1_3")]
    [InlineData("ELBSecurityPolicy-TLS13-1-2-RFC9151-FIPS-2023-07", "tls1_2 tls1_3")]
    public async Task Listener_speaks_the_protocols_of_its_policy_and_no_other(string policy, string expected)
    {
        if (!Programs.Have("openssl", "sh"))
        {
            return;
        }

        await using var scenario = await StartAsync(policy);

        var spoken = await Task.WhenAll(Versions.Select(async version => (await Programs.RunAsync(
            "sh", ["-c", $"openssl s_client -connect 127.0.0.1:{scenario.Port} -{version} -cipher ALL:@SECLEVEL=0 </dev/null"])).ExitCode == 0
            ? version
            : null));

        Assert.Equal(expected, string.Join(' ', spoken.Where(version => version is not null)));
    }

    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Checker_from_outside_finds_the_protocols_of_each_policy_and_no_other()
    {
        if (!Programs.Have("testssl"))
        {
            return;
        }

        (string Policy, string Expected)[] policies =
        [
            ("2016-08", "TLS 1, TLS 1.1, TLS 1.2"),
            ("TLS-1-1-2017-01", "TLS 1.1, TLS 1.2"),
            ("FS-1-2-Res-2020-10", "TLS 1.2"),
            ("TLS13-1-2-Res-2021-06", "TLS 1.2, TLS 1.3"),
            ("TLS13-1-3-2021-06", "TLS 1.3"),
        ];
        var ports = Array.ConvertAll(policies, _ => FreePorts.Take());
        await using var target = ScriptedTarget.Start();
        var topology = new TopologyBuilder().TargetGroup("web", target.Port);
        for (var i = 0; i < policies.Length; i++)
        {
            topology.HttpsListener(ports[i], "web").OfListener("SslPolicy", $"ELBSecurityPolicy-{policies[i].Policy}", i);
        }

        await using var emulator = await HostedEmulator.StartAsync(topology);

        var found = await Task.WhenAll(ports.Select(FoundAsync));

        Assert.Equal(policies.Select(policy => policy.Expected), found);
    }

    [Theory]
    [InlineData("1.0", "TLSv1")]
    [InlineData("1.1", "TLSv1.1")]
    public async Task Old_client_is_served_in_http_1_1_though_it_offers_http_2(string version, string logged)
    {
        if (!Programs.Have("curl"))
        {
            return;
        }

        await using var scenario = await StartAsync("ELBSecurityPolicy-2016-08");

        var (_, output, errors) = await Programs.RunAsync("curl",
        [
            "-sSk", "--http2", "--tlsv" + version, "--tls-max", version, "--ciphers", "DEFAULT@SECLEVEL=0",
            "-w", " %{http_version}", $"https://localhost:{scenario.Port}/",
        ]);

        Assert.True(output == "ok 1.1", errors);
        var line = await scenario.LineAsync();
        Assert.Equal((logged, "ECDHE-ECDSA-AES128-SHA"), (line.SslProtocol, line.SslCipher));
    }

    [Fact]
    public async Task Policy_of_old_versions_lets_nothing_go_unencrypted()
    {
        if (!Programs.Have("openssl", "sh"))
        {
            return;
        }

        await using var scenario = await StartAsync("ELBSecurityPolicy-2016-08");

        foreach (var (cipher, isTaken) in new[] { ("eNULL", false), ("aNULL", false), ("ECDHE", true) })
        {
            var (exitCode, _, _) = await Programs.RunAsync(
                "sh", ["-c", $"openssl s_client -connect 127.0.0.1:{scenario.Port} -tls1_2 -cipher {cipher}:@SECLEVEL=0 </dev/null"]);
            Assert.Equal((cipher, isTaken), (cipher, exitCode == 0));
        }
    }

    [Fact]
    public async Task Listener_without_a_policy_speaks_tls_1_2_as_the_api_would_have_it()
    {
        await using var scenario = await Scenario.StartHttpsAsync();

        Assert.Equal(SslProtocols.Tls12, await AgreedAsync(scenario.Port, SslProtocols.Tls12 | SslProtocols.Tls13));
        await Assert.ThrowsAnyAsync<Exception>(() => AgreedAsync(scenario.Port, SslProtocols.Tls13));
    }

    [Theory]
    [InlineData("ELBSecurityPolicy-FS-1-2-Res-2020-10", 256, "ECDHE-ECDSA-AES128-GCM-SHA256")]
    [InlineData("ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07", 128, "ECDHE-ECDSA-AES256-GCM-SHA384")]
    [SupportedOSPlatform("linux")]
    public async Task Order_of_ciphers_is_that_of_the_policy_whatever_the_client_prefers(string policy, int preferred, string agreed)
    {
        TlsCipherSuite[] ciphers =
            [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256];
        await using var scenario = await StartAsync(policy);
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port, tls =>
        {
            tls.EnabledSslProtocols = SslProtocols.Tls12;
            tls.CipherSuitesPolicy = new CipherSuitesPolicy(preferred == 256 ? ciphers : ciphers.Reverse());
        });
        await client.ExchangeAsync(Wire.Get());

        Assert.Equal(agreed, (await scenario.LineAsync()).SslCipher);
        await Assert.ThrowsAnyAsync<Exception>(() => RawClient.ConnectTlsAsync(scenario.Port, tls =>
            tls.CipherSuitesPolicy = new CipherSuitesPolicy([TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256])));
    }

    [Fact]
    public async Task Http_2_is_not_offered_when_the_load_balancer_has_it_off()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            change: topology => topology.Attribute("routing.http2.enabled", "false"));
        await using var client = await RawClient.ConnectTlsAsync(
            scenario.Port, tls => tls.ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]);

        Assert.Equal("http/1.1", client.Tls!.NegotiatedApplicationProtocol.ToString());
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
    }

    [Fact]
    public async Task Target_is_told_version_and_cipher_and_not_what_the_client_says_of_them()
    {
        await using var scenario = await Scenario.StartHttpsAsync(change: topology =>
            topology.Attribute("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "true"));
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port);

        await client.ExchangeAsync(Wire.Get("/", "x-amzn-tls-version: TLSv9", "X-Amzn-Tls-Cipher-Suite: none"));

        var line = await scenario.LineAsync();
        Assert.Equal(["TLSv1.2"], Values(scenario, "X-Amzn-Tls-Version"));
        Assert.Equal([line.SslCipher], Values(scenario, "X-Amzn-Tls-Cipher-Suite"));
    }

    [Fact]
    public async Task Target_is_told_under_another_name_where_the_listener_has_one()
    {
        await using var scenario = await Scenario.StartHttpsAsync(change: topology => topology
            .Attribute("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "true")
            .ListenerAttribute("routing.http.request.x_amzn_tls_version.header_name", "X-Our-Tls"));
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port);

        await client.ExchangeAsync(Wire.Get("/", "X-Our-Tls: TLSv9"));

        Assert.Equal(["TLSv1.2"], Values(scenario, "X-Our-Tls"));
        Assert.Empty(Values(scenario, "X-Amzn-Tls-Version"));
    }

    [Fact]
    public async Task Target_is_told_nothing_of_tls_unless_it_is_asked_for()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port);

        await client.ExchangeAsync(Wire.Get());

        Assert.Empty(Values(scenario, "X-Amzn-Tls-Version"));
    }

    /// <summary>What testssl.sh calls offered.</summary>
    private static async Task<string> FoundAsync(int port)
    {
        var (_, output, _) = await Programs.RunAsync(
            "testssl",
            ["--protocols", "--nodns", "none", "--warnings", "off", "--color", "0", "--quiet", $"127.0.0.1:{port}"]);
        return string.Join(", ", Offered().Matches(output).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex(@"^ ((?:SSLv|TLS )[\d.]+) +offered", RegexOptions.Multiline)]
    private static partial Regex Offered();

    private static Task<Scenario> StartAsync(string policy) =>
        Scenario.StartHttpsAsync(change: topology => topology.OfListener("SslPolicy", policy));

    private static async Task<SslProtocols> AgreedAsync(int port, SslProtocols offered)
    {
        await using var client = await RawClient.ConnectTlsAsync(port, tls => tls.EnabledSslProtocols = offered);
        return client.Tls!.SslProtocol;
    }

    private static IEnumerable<string> Values(Scenario scenario, string name) => scenario.Target.Request.Headers
        .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(header => header.Value);
}
