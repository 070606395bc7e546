using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Trust;

/// <summary>Chromium, with a home of its own.</summary>
public sealed class TrustedBrowserTests
{
    private const string Warning = "net::ERR_CERT_AUTHORITY_INVALID";

    [Fact]
    public async Task Chromium_warns_before_trust_and_after_undo_and_in_between_of_nothing()
    {
        if (!OperatingSystem.IsLinux() || !Programs.Have("certutil", "chromium") || !await Programs.HaveNodeAsync("playwright-core"))
        {
            return;
        }

        using var stage = new TrustStage();
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https(), ("Alb:DataDirectory", stage.Settings.DataDirectory));
        string[] urls =
        [
            .. new[] { "localhost", "tenant.localhost", "a.b.localhost", "made-1234567890.us-east-1.elb.localhost", "127.0.0.1" }
                .Select(host => $"https://{host}:{emulator.Port}/"),
        ];

        // The first start makes the database.
        Assert.All(await OpenAsync(), told => Assert.Equal(Warning, told));

        Assert.Equal((0, ""), (await stage.DoAsync(TrustDeed.Add, "browsers"), stage.Error));
        Assert.Contains("Chromium, Chrome (", stage.Output, StringComparison.Ordinal);
        Assert.All(await OpenAsync(), told => Assert.Equal("200", told));

        Assert.Equal((0, ""), (await stage.DoAsync(TrustDeed.Undo, "browsers"), stage.Error));
        Assert.All(await OpenAsync(), told => Assert.Equal(Warning, told));

        async Task<string[]> OpenAsync()
        {
            using var stay = await NetworkInterfaces.StayAsync();
            var told = (await NodeScripts.RunAsync("trust.cjs", [stage.Home, .. urls])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(urls.Length, told.Length);
            return told;
        }
    }
}
