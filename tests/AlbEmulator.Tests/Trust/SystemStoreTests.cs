using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;
using AlbEmulator.Trust;

namespace AlbEmulator.Tests.Trust;

/// <summary>The store of a Linux system, in a root of its own.</summary>
public sealed class SystemStoreTests
{
    [Fact]
    public async Task Curl_trusts_a_listener_after_trust_and_not_after_undo()
    {
        if (!OperatingSystem.IsLinux() || !Programs.Have("update-ca-certificates", "curl", "openssl"))
        {
            return;
        }

        using var stage = new TrustStage();
        var bundle = stage.WithDebian();
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https(), ("Alb:DataDirectory", stage.Settings.DataDirectory));
        var before = await UpdateAsync(stage);

        Assert.NotEqual("ok", await CurlAsync(bundle, emulator.Port));
        Assert.Equal(1, await stage.DoAsync(TrustDeed.Check, "system"));

        Assert.Equal((0, ""), (await stage.DoAsync(TrustDeed.Add, "system"), stage.Error));
        Assert.Contains($"system store ({stage.InRoot("usr/local/share/ca-certificates")}): done\n", stage.Output, StringComparison.Ordinal);
        Assert.Equal("ok", await CurlAsync(bundle, emulator.Port));
        Assert.Equal(0, await stage.DoAsync(TrustDeed.Check, "system"));
        var (verified, _, refused) = await Programs.RunAsync(
            "openssl", ["verify", "-CApath", stage.InRoot("etc/ssl/certs"), Path.Combine(stage.Settings.DataDirectory, "tls", "development.pem")]);
        Assert.True(verified == 0, refused);
        var links = Entries(stage);

        Assert.Equal(0, await stage.DoAsync(TrustDeed.Add, "system"));
        Assert.Contains(": already there\n", stage.Output, StringComparison.Ordinal);
        Assert.Equal(links, Entries(stage));

        Assert.Equal((0, ""), (await stage.DoAsync(TrustDeed.Undo, "system"), stage.Error));
        Assert.NotEqual("ok", await CurlAsync(bundle, emulator.Port));
        Assert.Empty(Directory.GetFiles(stage.InRoot("usr/local/share/ca-certificates")));
        Assert.Equal(before, Entries(stage));

        Assert.Equal(0, await stage.DoAsync(TrustDeed.Undo, "system"));
        Assert.Contains(": it was not there\n", stage.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("etc/pki/ca-trust/source/anchors", "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem")]
    [InlineData("etc/ca-certificates/trust-source/anchors", "etc/ca-certificates/extracted/tls-ca-bundle.pem")]
    public async Task Other_families_have_other_folders_and_another_program(string folder, string bundle)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var stage = new TrustStage();
        Directory.CreateDirectory(stage.InRoot(folder));
        Directory.CreateDirectory(Path.GetDirectoryName(stage.InRoot(bundle))!);
        stage.WithProgram("update-ca-trust", $"cat /dev/null '{stage.InRoot(folder)}'/*.crt > '{stage.InRoot(bundle)}' 2>/dev/null; exit 0");

        Assert.Equal((0, ""), (await stage.DoAsync(TrustDeed.Add, "system"), stage.Error));
        Assert.Equal(File.ReadAllText(stage.Authority), File.ReadAllText(stage.InRoot(bundle)));
        Assert.Equal(0, await stage.DoAsync(TrustDeed.Undo, "system"));
        Assert.Equal("", File.ReadAllText(stage.InRoot(bundle)));
    }

    [Fact]
    public async Task Program_that_fails_leaves_nothing_behind_and_is_told_with_what_to_do_by_hand()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var stage = new TrustStage();
        stage.WithDebian();
        stage.WithProgram("update-ca-certificates", "echo first; echo 'no space left' >&2; exit 3");

        Assert.Equal(1, await stage.DoAsync(TrustDeed.Add, "system"));

        var folder = stage.InRoot("usr/local/share/ca-certificates");
        Assert.StartsWith(
            $"system store ({folder}): not done: update-ca-certificates ended with 3: no space left; by hand: sudo install -m 644 {stage.Authority} {folder}/alb-", stage.Error, StringComparison.Ordinal);
        Assert.EndsWith(".crt && sudo update-ca-certificates\n", stage.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_is_told_with_what_to_do_by_hand()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var stage = new TrustStage();
        stage.WithDebian();
        stage.WithProgram("update-ca-certificates", "exit 0");
        await stage.DoAsync(TrustDeed.Add, "system");
        var told = stage.Error.Split(' ')[^4];
        // Not even root writes a file there.
        Directory.CreateDirectory(told);

        Assert.Equal(1, await stage.DoAsync(TrustDeed.Add, "system"));

        Assert.Contains(": not done: Access to the path", stage.Error, StringComparison.Ordinal);
        Assert.Contains("; by hand: sudo install -m 644 ", stage.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_wrote_in_its_place_is_left()
    {
        if (!OperatingSystem.IsLinux() || !Programs.Have("update-ca-certificates", "openssl"))
        {
            return;
        }

        using var stage = new TrustStage();
        stage.WithDebian();
        Assert.Equal(0, await stage.DoAsync(TrustDeed.Add, "system"));
        var file = Assert.Single(Directory.GetFiles(stage.InRoot("usr/local/share/ca-certificates")));
        File.WriteAllText(file, "of somebody else");

        Assert.Equal(1, await stage.DoAsync(TrustDeed.Undo, "system"));

        Assert.Contains(": not done: ", stage.Error, StringComparison.Ordinal);
        Assert.Equal("of somebody else", File.ReadAllText(file));
    }

    [Fact]
    public async Task Machine_without_any_store_is_told()
    {
        using var stage = new TrustStage();

        Assert.Equal(1, await stage.DoAsync(TrustDeed.Add));

        Assert.Contains("system store: not found: ", stage.Output, StringComparison.Ordinal);
        Assert.Contains("Chromium, Chrome: not found: ", stage.Output, StringComparison.Ordinal);
        Assert.Contains("Firefox: not found: ", stage.Output, StringComparison.Ordinal);
        Assert.Equal("There is no store here in which it could be trusted\n", stage.Error);
    }

    /// <summary>Makes the bundle as it is before; gives what there is then.</summary>
    private static async Task<string> UpdateAsync(TrustStage stage)
    {
        var (exitCode, _, errors) = await Programs.RunAsync(
            stage.Places.Program("update-ca-certificates")!, SystemLayout.All.Single(layout => layout.Family.StartsWith("Debian", StringComparison.Ordinal)).Arguments(stage.Places));
        Assert.True(exitCode == 0, errors);
        return Entries(stage);
    }

    /// <summary>Names of files and links, and the bundle itself.</summary>
    private static string Entries(TrustStage stage)
    {
        var folder = stage.InRoot("etc/ssl/certs");
        return string.Join('\n', Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal)) + File.ReadAllText(Path.Combine(folder, "ca-certificates.crt"));
    }

    private static async Task<string> CurlAsync(string bundle, int port)
    {
        var (_, output, errors) = await Programs.RunAsync(
            "env", ["-u", "CURL_CA_BUNDLE", "-u", "SSL_CERT_DIR", $"SSL_CERT_FILE={bundle}", "curl", "-sS", "--noproxy", "*", "--max-time", "30", $"https://localhost:{port}/"]);
        return output + errors;
    }
}
