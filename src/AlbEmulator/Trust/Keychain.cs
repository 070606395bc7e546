using System.Security.Cryptography;
using AlbEmulator.Model;

namespace AlbEmulator.Trust;

/// <summary>
/// The login keychain of macOS, which Safari, Chrome, Firefox, curl and .NET look at. The system asks the user, who may refuse.
/// <see href="https://ss64.com/mac/security.html"/>
/// </summary>
/// <param name="places">Where it is, and its program.</param>
internal sealed class Keychain(TrustPlaces places) : ITrustStore
{
    private const string Program = "security";

    private readonly string _file = places.InHome("Library/Keychains/login.keychain-db");

    public string Kind => TrustStores.System;

    public string Name => $"login keychain ({_file})";

    public async Task<TrustOutcome> LookAsync(TrustAnchor anchor) =>
        new(await IsTrustedAsync(anchor) ? TrustState.Present : TrustState.Absent);

    public async Task<TrustOutcome> AddAsync(TrustAnchor anchor)
    {
        if (await IsTrustedAsync(anchor))
        {
            return new(TrustState.Present);
        }

        string[] arguments = ["add-trusted-cert", "-r", "trustRoot", "-p", "ssl", "-k", _file, anchor.Path];
        var (exitCode, said) = await RunAsync(arguments);
        return exitCode == 0
            ? new(TrustState.Added)
            : TrustOutcome.Fail($"{Program} says {said}", ShellWord.Line([Program, .. arguments]));
    }

    public async Task<TrustOutcome> RemoveAsync(TrustAnchor anchor)
    {
        var (found, list) = await RunAsync("find-certificate", "-c", anchor.Name, "-Z", _file);
        if (found != 0 || list.Length == 0)
        {
            return new(TrustState.Absent);
        }

        using var certificate = anchor.Certificate();
        string[] arguments = ["delete-certificate", "-t", "-Z", certificate.GetCertHashString(HashAlgorithmName.SHA1), _file];
        var (exitCode, said) = await RunAsync(arguments);
        return exitCode == 0
            ? new(TrustState.Removed)
            : TrustOutcome.Fail($"{Program} says {said}", ShellWord.Line([Program, .. arguments]));
    }

    private async Task<bool> IsTrustedAsync(TrustAnchor anchor) =>
        (await RunAsync("verify-cert", "-c", anchor.Path, "-p", "ssl", "-k", _file, "-L", "-q")).ExitCode == 0;

    private Task<(int ExitCode, string Said)> RunAsync(params string[] arguments) =>
        HelperProgram.RunAsync(places.Program(Program) ?? $"/usr/bin/{Program}", arguments);
}
