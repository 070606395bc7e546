using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Trust;

/// <summary>What <c>alb trust</c> does and tells.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class TrustCommandTests
{
    [Fact]
    public async Task Databases_of_browsers_trust_the_authority_and_forget_it()
    {
        if (!OperatingSystem.IsLinux() || !Programs.Have("certutil"))
        {
            return;
        }

        using var stage = new TrustStage();
        string[] folders =
        [
            await stage.WithNssAsync(".pki/nssdb"), await stage.WithNssAsync(".local/share/pki/nssdb"), await stage.WithNssAsync("snap/chromium/current/.pki/nssdb"),
            await stage.WithNssAsync(".mozilla/firefox/ab12.default-esr"), await stage.WithNssAsync("snap/firefox/common/.mozilla/firefox/cd34.default"),
            await stage.WithNssAsync(".config/mozilla/firefox/ef56.with a space"),
        ];

        Assert.Equal((0, ""), (await stage.DoAsync(TrustDeed.Add, "browsers"), stage.Error));

        Assert.All(folders, folder => Assert.Contains($"({folder}): done\n", stage.Output, StringComparison.Ordinal));
        foreach (var folder in folders)
        {
            Assert.Matches(@"\nAlbEmulator development CA [0-9a-f]{8} +C,, *\n", await ListAsync(folder));
        }

        Assert.Equal(0, await stage.DoAsync(TrustDeed.Check, "browsers"));
        Assert.Equal(0, await stage.DoAsync(TrustDeed.Add, "browsers"));
        Assert.All(folders, folder => Assert.Contains($"({folder}): already there\n", stage.Output, StringComparison.Ordinal));
        Assert.Equal((0, ""), (await stage.DoAsync(TrustDeed.Undo, "browsers"), stage.Error));
        foreach (var folder in folders)
        {
            Assert.DoesNotContain("AlbEmulator", await ListAsync(folder), StringComparison.Ordinal);
        }

        Assert.Equal(1, await stage.DoAsync(TrustDeed.Check, "browsers"));
    }

    [Fact]
    public async Task Undo_takes_out_what_was_put_in_also_by_an_authority_that_is_gone_and_nothing_else()
    {
        if (!OperatingSystem.IsLinux() || !Programs.Have("certutil", "openssl"))
        {
            return;
        }

        using var stage = new TrustStage();
        using var others = new TempFolder();
        var folder = await stage.WithNssAsync(".pki/nssdb");
        Certificates.Write(others, "mine", "mine").Dispose();
        await Programs.RunAsync("certutil", ["-A", "-d", $"sql:{folder}", "-t", "C,,", "-n", "mine", "-i", others.File("mine.pem")]);
        await stage.DoAsync(TrustDeed.Add, "browsers");
        File.Delete(stage.Authority);
        await stage.DoAsync(TrustDeed.Add, "browsers");
        Assert.Equal(2, (await ListAsync(folder)).Split("AlbEmulator").Length - 1);
        File.Delete(stage.Authority);

        Assert.Equal(0, await stage.DoAsync(TrustDeed.Undo));

        var left = await ListAsync(folder);
        Assert.DoesNotContain("AlbEmulator", left, StringComparison.Ordinal);
        Assert.Contains("mine", left, StringComparison.Ordinal);
        Assert.Equal(0, await stage.DoAsync(TrustDeed.Undo));
        Assert.StartsWith("There is nothing to take out: ", stage.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_that_refuses_is_told_with_its_command_and_the_others_are_done()
    {
        if (!OperatingSystem.IsLinux() || !Programs.Have("certutil"))
        {
            return;
        }

        using var stage = new TrustStage();
        var open = await stage.WithNssAsync(".pki/nssdb");
        var broken = await stage.WithNssAsync(".mozilla/firefox/broken");
        await File.WriteAllTextAsync(Path.Combine(broken, "cert9.db"), "no database");

        Assert.Equal(1, await stage.DoAsync(TrustDeed.Add, "browsers"));

        Assert.Contains($"({open}): done\n", stage.Output, StringComparison.Ordinal);
        Assert.StartsWith($"Firefox ({broken}): not done: certutil says ", stage.Error, StringComparison.Ordinal);
        Assert.Matches($"; by hand: certutil -A -d sql:{broken} -t C,, -n 'AlbEmulator development CA [0-9a-f]{{8}}' -i {stage.Authority}\n$", stage.Error);
        Assert.Equal(1, await stage.DoAsync(TrustDeed.Undo));
        Assert.StartsWith($"Firefox ({broken}): not done: certutil says ", stage.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("AlbEmulator", await ListAsync(open), StringComparison.Ordinal);
        // It is not forgotten that it may be there still.
        Assert.True(File.Exists(Path.Combine(stage.Settings.DataDirectory, "tls", "trusted.pem")));
        Directory.Delete(broken, recursive: true);
        Assert.Equal(0, await stage.DoAsync(TrustDeed.Undo));
        Assert.False(File.Exists(Path.Combine(stage.Settings.DataDirectory, "tls", "trusted.pem")));
    }

    [Fact]
    public async Task Profile_with_a_password_is_left_as_it_was_and_told_with_what_asks_for_it()
    {
        if (!OperatingSystem.IsLinux() || !Programs.Have("certutil"))
        {
            return;
        }

        using var stage = new TrustStage();
        var folder = await stage.WithNssAsync(".mozilla/firefox/closed", "secret of the user");
        var before = await ListAsync(folder);

        Assert.Equal(1, await stage.DoAsync(TrustDeed.Add, "browsers"));

        Assert.StartsWith($"Firefox ({folder}): not done: certutil says could not authenticate to token ", stage.Error, StringComparison.Ordinal);
        Assert.Contains($"; by hand: certutil -A -d sql:{folder} -t C,, -n ", stage.Error, StringComparison.Ordinal);
        Assert.Equal(before, await ListAsync(folder));
        Assert.Equal(1, await stage.DoAsync(TrustDeed.Check, "browsers"));
    }

    [Fact]
    public async Task Program_of_nss_that_is_missing_is_told_with_its_package()
    {
        if (!OperatingSystem.IsLinux() || !Programs.Have("certutil"))
        {
            return;
        }

        using var stage = new TrustStage();
        await stage.WithNssAsync(".pki/nssdb");
        stage.Places = stage.Places with { Variable = _ => "" };

        Assert.Equal(1, await stage.DoAsync(TrustDeed.Add, "browsers"));

        Assert.Contains(": not done: certutil is not on the PATH", stage.Error, StringComparison.Ordinal);
        Assert.EndsWith("; by hand: sudo apt-get install libnss3-tools\n", stage.Error, StringComparison.Ordinal);
        Assert.Equal(1, await stage.DoAsync(TrustDeed.Check, "browsers"));
        Assert.Contains(": not known: certutil is not on the PATH", stage.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dotnet_of_a_user_trusts_it_in_that_home_and_forgets_it()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = new TempFolder();
        (string, string)[] home = [("HOME", folder.File("home"))];
        string[] words = ["trust", "--store", "dotnet", "--data", folder.File("data")];
        Directory.CreateDirectory(folder.File("home"));

        var (exitCode, output) = await EmulatorProcess.RunAsync(folder.Path, words, home);
        Assert.True(exitCode == 0, output);
        Assert.Contains(@".NET (CurrentUser\Root): done", output, StringComparison.Ordinal);
        Assert.Single(Roots());
        Assert.Equal(0, (await EmulatorProcess.RunAsync(folder.Path, [.. words, "--check"], home)).ExitCode);
        Assert.Equal(0, (await EmulatorProcess.RunAsync(folder.Path, [.. words, "--undo"], home)).ExitCode);
        Assert.Empty(Roots());
        Assert.Equal(1, (await EmulatorProcess.RunAsync(folder.Path, [.. words, "--check"], home)).ExitCode);

        string[] Roots() => Directory.GetFiles(folder.File("home/.dotnet/corefx/cryptography/x509stores/root"));
    }

    [Fact]
    public async Task Authority_is_not_made_for_the_user_of_sudo()
    {
        using var stage = new TrustStage();
        stage.Places = stage.Places with { Variable = name => name == "SUDO_USER" ? "ann" : null };

        Assert.Equal(2, await stage.DoAsync(TrustDeed.Add));

        Assert.StartsWith("alb trust is for ann, not for sudo", stage.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(stage.Settings.DataDirectory));
    }

    [Fact]
    public async Task Certificate_of_others_is_theirs_to_have_trusted()
    {
        using var stage = new TrustStage();
        stage.Settings.DevelopmentCertificate = "localhost.pem";

        Assert.Equal(2, await stage.DoAsync(TrustDeed.Add));

        Assert.Contains("mkcert -install", stage.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(stage.Settings.DataDirectory));
    }

    [Theory]
    [InlineData("--undo --check", "--check changes nothing: leave one of --undo and --check out")]
    [InlineData("--store sytem", "--store takes ")]
    [InlineData("--store sytem", "did you mean \"system\"?")]
    public async Task What_is_misspelt_is_told_and_nothing_is_done(string options, string told)
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        Assert.Equal(2, await CommandLine.RunAsync(["trust", .. options.Split(' ')], output, error));

        Assert.Contains(told, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public async Task Data_folder_that_cannot_be_written_is_told_and_nothing_is_done()
    {
        using var stage = new TrustStage();
        File.WriteAllText(stage.Settings.DataDirectory, "a file");

        Assert.Equal(1, await stage.DoAsync(TrustDeed.Add));

        Assert.StartsWith("The authority cannot be kept in ", stage.Error, StringComparison.Ordinal);
        Assert.Equal("", stage.Output);
    }

    private static async Task<string> ListAsync(string folder)
    {
        var (exitCode, output, errors) = await Programs.RunAsync("certutil", ["-L", "-d", $"sql:{folder}"]);
        Assert.True(exitCode == 0, errors);
        return output;
    }
}
