using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Which certificate a client is shown.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html#certificate-selection"/>
/// </summary>
public sealed class ServerNamesTests
{
    [Fact]
    public async Task Certificate_is_chosen_by_server_name()
    {
        await using var target = ScriptedTarget.Start();
        using var folder = new TempFolder();
        using var site = Certificates.Write(folder, "default", "site.example.com");
        using var wildcard = Certificates.Write(folder, "wildcard", "*.example.org");
        using var rsa = Certificates.Write(folder, "rsa", "both.example.net");
        using var ecdsa = Certificates.WriteEcdsa(folder, "ecdsa", "both.example.net");
        var port = FreePorts.Take();
        var topology = TopologyBuilder.Simple(port, target.Port).Https().Certificates(
            [.. new[] { "default", "wildcard", "rsa", "ecdsa" }.Select(name => (folder.File($"{name}.pem"), folder.File($"{name}.key")))]);
        await using var emulator = await HostedEmulator.StartAsync(topology);

        foreach (var (name, expected, logged) in new[]
        {
            ("site.example.com", site, "site.example.com"),
            ("SITE.example.com", site, "site.example.com"),
            ("a.example.org", wildcard, "a.example.org"),
            ("a.b.example.org", site, "-"),
            ("example.org", site, "-"),
            ("both.example.net", ecdsa, "both.example.net"),
            ("unknown.invalid", site, "-"),
            ("", site, "-"),
        })
        {
            var before = emulator.LogLines.Count;
            await using var client = await RawClient.ConnectTlsAsync(port, tls => tls.TargetHost = name);
            Assert.True(expected.RawData.AsSpan().SequenceEqual(client.Tls!.RemoteCertificate!.GetRawCertData()), name);
            await client.ExchangeAsync(Wire.Get());
            Assert.Equal(logged, (await emulator.WaitForLogLinesAsync(before + 1))[before].DomainName);
        }

        Assert.Equal(3, emulator.LogLines.Select(line => line.ChosenCertArn).Distinct().Count());
    }

    [Fact]
    public async Task Change_of_a_certificate_file_needs_no_restart()
    {
        await using var target = ScriptedTarget.Start();
        using var folder = new TempFolder();
        using var old = Certificates.Write(folder, "site", "site.example.com");
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, target.Port)
            .Https().Certificate(folder.File("site.pem"), folder.File("site.key")));
        await using var client = await RawClient.ConnectTlsAsync(port);

        using var renewed = Certificates.Write(folder, "site", "site.example.com");

        await Patience.UntilAsync("the renewed certificate", async () =>
        {
            await using var next = await RawClient.ConnectTlsAsync(port);
            return next.Tls!.RemoteCertificate!.GetRawCertData().SequenceEqual(renewed.RawData) ? "yes" : null;
        });
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
    }
}
