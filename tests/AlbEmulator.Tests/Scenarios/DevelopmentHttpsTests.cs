using System.Text.Json.Nodes;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Names by which curl reaches HTTPS listeners without a certificate of their own.</summary>
public sealed class DevelopmentHttpsTests
{
    [Fact]
    public async Task Any_host_of_this_machine_is_trusted_with_the_authority_and_logged()
    {
        if (!Programs.Have("curl"))
        {
            return;
        }

        await using var scenario = await Scenario.StartHttpsAsync();

        Assert.Equal("ok", await CurlAsync(scenario.Emulator, "authority.pem", "localhost", scenario.Port));
        Assert.Equal("ok", await CurlAsync(scenario.Emulator, "authority.pem", "127.0.0.1", scenario.Port));
        Assert.Equal("ok", await CurlAsync(scenario.Emulator, "authority.pem", "tenant.localhost", scenario.Port));
        Assert.Equal("ok", await CurlAsync(scenario.Emulator, "authority.pem", "a.b.localhost", scenario.Port));
        Assert.Contains("certificate", await CurlAsync(scenario.Emulator, "authority.pem", "tenant.example.com", scenario.Port), StringComparison.Ordinal);
        var lines = await scenario.Emulator.WaitForLogLinesAsync(4);
        Assert.Equal(["localhost", "-", "tenant.localhost", "a.b.localhost"], lines.Select(line => line.DomainName));
        Assert.Equal(3, lines.Select(line => line.ChosenCertArn).Distinct().Count());
    }

    [Fact]
    public async Task Host_of_a_rule_that_the_authority_may_not_sign_is_trusted_with_the_file_that_has_both()
    {
        if (!Programs.Have("curl"))
        {
            return;
        }

        await using var scenario = await Scenario.StartHttpsAsync(change: topology => topology.OfListener(
            "Rules",
            JsonNode.Parse("""
                [{ "Priority": 1, "Conditions": [{ "Field": "host-header", "Values": ["api.example.com"] }], "Actions": [{ "Type": "forward", "TargetGroupArn": "web" }] }]
                """)!));

        Assert.Equal("ok", await CurlAsync(scenario.Emulator, "development.pem", "api.example.com", scenario.Port));
        Assert.Equal("ok", await CurlAsync(scenario.Emulator, "development.pem", "localhost", scenario.Port));
        Assert.Contains("certificate", await CurlAsync(scenario.Emulator, "authority.pem", "api.example.com", scenario.Port), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_balancer_that_the_api_makes_is_trusted_by_the_name_that_it_tells()
    {
        if (!Programs.Have("curl"))
        {
            return;
        }

        await using var stage = await ElbV2Stage.StartAsync();
        var (port, made) = (FreePorts.Take(), await stage.Api.CreateLoadBalancerAsync("made"));
        await stage.Api.DoAsync(
            "CreateListener",
            ("LoadBalancerArn", made), ("Protocol", "HTTPS"), ("Port", $"{port}"),
            ("Certificates.member.1.CertificateArn", "arn:aws:acm:us-east-1:000000000000:certificate/a"),
            ("DefaultActions.member.1.Type", "fixed-response"), ("DefaultActions.member.1.FixedResponseConfig.StatusCode", "200"),
            ("DefaultActions.member.1.FixedResponseConfig.ContentType", "text/plain"),
            ("DefaultActions.member.1.FixedResponseConfig.MessageBody", "ok"));
        var name = ElbV2Client.First(await stage.Api.DoAsync("DescribeLoadBalancers", ("LoadBalancerArns.member.1", made)), "DNSName");

        Assert.EndsWith(".elb.localhost", name, StringComparison.Ordinal);
        Assert.Equal("ok", await CurlAsync(stage.Emulator, "authority.pem", name, port));
    }

    [Fact]
    public async Task Certificate_of_dotnet_dev_certs_is_shown_where_it_is_named()
    {
        if (!Programs.Have("curl", "dotnet"))
        {
            return;
        }

        using var home = new TempFolder();
        string[] variables = [$"HOME={home.Path}", $"DOTNET_CLI_HOME={home.Path}", "DOTNET_NOLOGO=1", "DOTNET_CLI_TELEMETRY_OPTOUT=1"];
        foreach (var export in new[] { new[] { home.File("dev.pem"), "--format", "PEM", "--no-password" }, [home.File("dev.pfx"), "--password", "secret"] })
        {
            var (exitCode, output, errors) = await Programs.RunAsync("env", [.. variables, "dotnet", "dev-certs", "https", "--export-path", .. export]);
            Assert.True(exitCode == 0, output + errors);
        }

        await using var target = ScriptedTarget.Start();
        foreach (var settings in new[]
        {
            new[] { ("Alb:DevelopmentCertificate", home.File("dev.pem")) },
            [("Alb:DevelopmentCertificate", home.File("dev.pfx")), ("Alb:DevelopmentCertificatePassword", "secret")],
        })
        {
            await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https(), settings);
            Assert.Equal("ok", await CurlAsync(home.File("dev.pem"), "localhost", emulator.Port));
        }
    }

    [Fact]
    public async Task Certificate_of_mkcert_is_shown_where_it_is_named()
    {
        if (!Programs.Have("curl", "mkcert"))
        {
            return;
        }

        using var folder = new TempFolder();
        var file = folder.File("localhost+1.pem");
        var (exitCode, output, errors) = await Programs.RunAsync(
            "env", [$"CAROOT={folder.Path}", "mkcert", "-cert-file", file, "-key-file", folder.File("localhost+1-key.pem"), "localhost", "shop.localhost"]);
        Assert.True(exitCode == 0, output + errors);
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https(), ("Alb:DevelopmentCertificate", file));

        Assert.Equal("ok", await CurlAsync(folder.File("rootCA.pem"), "shop.localhost", emulator.Port));
        Assert.Contains("certificate", await CurlAsync(folder.File("rootCA.pem"), "other.localhost", emulator.Port), StringComparison.Ordinal);
        Assert.False(Directory.Exists(emulator.Folder.File("data/tls")));
    }

    private static Task<string> CurlAsync(RunningEmulator emulator, string file, string host, int port) =>
        CurlAsync(emulator.Folder.File(Path.Combine("data", "tls", file)), host, port);

    /// <summary>What is answered, or why nothing is.</summary>
    private static async Task<string> CurlAsync(string trusted, string host, int port)
    {
        var (exitCode, output, errors) = await Programs.RunAsync(
            "curl", ["-sS", "--max-time", "30", "--noproxy", "*", "--cacert", trusted, "--resolve", $"{host}:{port}:127.0.0.1", $"https://{host}:{port}/"]);
        return exitCode == 0 ? output : errors;
    }
}
