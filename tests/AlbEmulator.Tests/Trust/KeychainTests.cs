using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Trust;

namespace AlbEmulator.Tests.Trust;

/// <summary>What macOS's own program is told. A script stands in for it: what the system does with that, no test here sees.</summary>
public sealed class KeychainTests
{
    [Fact]
    public async Task Security_is_told_to_trust_it_for_servers_and_to_forget_this_one_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var stage = new TrustStage();
        var (told, trusted) = (Path.Combine(stage.Home, "told"), Path.Combine(stage.Home, "trusted"));
        stage.WithProgram("security", $"""
            echo "$@" >> '{told}'
            case "$1" in
              verify-cert) test -e '{trusted}' ;;
              add-trusted-cert) touch '{trusted}' ;;
              find-certificate) test -e '{trusted}' && echo SHA-1 hash: 00 ;;
              delete-certificate) rm '{trusted}' ;;
            esac
            """);
        var authority = DevelopmentAuthority.Make(stage.Settings, TimeProvider.System.GetUtcNow());
        var anchor = TrustAnchor.Of(authority.CertificatePem, stage.Authority);
        var keychain = new Keychain(stage.Places);

        Assert.Equal(TrustState.Absent, (await keychain.LookAsync(anchor)).State);
        Assert.Equal(TrustState.Added, (await keychain.AddAsync(anchor)).State);
        Assert.Equal(TrustState.Present, (await keychain.AddAsync(anchor)).State);
        Assert.Equal(TrustState.Removed, (await keychain.RemoveAsync(anchor)).State);
        Assert.Equal(TrustState.Absent, (await keychain.RemoveAsync(anchor)).State);

        var file = Path.Combine(stage.Home, "Library/Keychains/login.keychain-db");
        var lines = await File.ReadAllLinesAsync(told);
        Assert.Contains($"add-trusted-cert -r trustRoot -p ssl -k {file} {stage.Authority}", lines);
        Assert.Contains(lines, line => line.StartsWith("delete-certificate -t -Z ", StringComparison.Ordinal) && line.EndsWith(file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task User_who_refuses_is_told_what_does_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var stage = new TrustStage();
        stage.WithProgram("security", "echo 'The authorization was canceled by the user.' >&2; exit 1");
        var authority = DevelopmentAuthority.Make(stage.Settings, TimeProvider.System.GetUtcNow());

        var outcome = await new Keychain(stage.Places).AddAsync(TrustAnchor.Of(authority.CertificatePem, stage.Authority));

        Assert.Equal((TrustState.Failed, "security says The authorization was canceled by the user."), (outcome.State, outcome.Told));
        Assert.StartsWith("security add-trusted-cert -r trustRoot ", outcome.Command, StringComparison.Ordinal);
    }
}
