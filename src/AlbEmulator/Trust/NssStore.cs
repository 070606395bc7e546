using AlbEmulator.Model;

namespace AlbEmulator.Trust;

/// <summary>A database of NSS, by NSS's own program.</summary>
/// <param name="places">Where that program is.</param>
/// <param name="database">Which.</param>
internal sealed class NssStore(TrustPlaces places, NssDatabase database) : ITrustStore
{
    private const string Program = "certutil";

    /// <summary>What it says of a certificate that is not there.</summary>
    private const string NotFound = "PR_FILE_NOT_FOUND_ERROR";

    /// <summary>An authority of servers, of nothing else.</summary>
    private const string Trusted = "C,,";

    private readonly string _name = $"sql:{database.Folder}";

    public string Kind => TrustStores.Browsers;

    public string Name => $"{database.Owner} ({database.Folder})";

    public async Task<TrustOutcome> LookAsync(TrustAnchor anchor)
    {
        if (places.Program(Program) is not { } program)
        {
            return NoProgram();
        }

        var found = await FindAsync(program, anchor);
        return found.State == TrustState.Present && !await IsTrustedAsync(program, anchor) ? new(TrustState.Absent) : found;
    }

    public async Task<TrustOutcome> AddAsync(TrustAnchor anchor)
    {
        if (places.Program(Program) is not { } program)
        {
            return NoProgram();
        }

        if (await IsTrustedAsync(program, anchor))
        {
            return new(TrustState.Present);
        }

        var before = await FindAsync(program, anchor);
        string[] arguments = ["-A", "-d", _name, "-t", Trusted, "-n", anchor.Name, "-i", anchor.Path];
        var (exitCode, said) = await HelperProgram.RunAsync(program, arguments);
        if (exitCode == 0 && await IsTrustedAsync(program, anchor))
        {
            return new(TrustState.Added);
        }

        if (before.State == TrustState.Absent)
        {
            // A database with a password has the certificate by now, and does not trust it.
            await HelperProgram.RunAsync(program, Deletion(anchor));
        }

        return Refused(said, arguments);
    }

    public async Task<TrustOutcome> RemoveAsync(TrustAnchor anchor)
    {
        if (places.Program(Program) is not { } program)
        {
            return NoProgram();
        }

        var found = await FindAsync(program, anchor);
        if (found.State != TrustState.Present)
        {
            return found;
        }

        var arguments = Deletion(anchor);
        var (exitCode, said) = await HelperProgram.RunAsync(program, arguments);
        return exitCode == 0 && (await FindAsync(program, anchor)).State == TrustState.Absent ? new(TrustState.Removed) : Refused(said, arguments);
    }

    private static TrustOutcome Refused(string said, IEnumerable<string> arguments) =>
        TrustOutcome.Fail($"{Program} says {said.Replace($"{Program}: ", "", StringComparison.Ordinal)}", ShellWord.Line([Program, .. arguments]));

    private static TrustOutcome NoProgram() => TrustOutcome.Fail(
        $"{Program} is not on the PATH, which Debian and Ubuntu have in libnss3-tools, Fedora in nss-tools and Arch in nss",
        "sudo apt-get install libnss3-tools");

    private string[] Deletion(TrustAnchor anchor) => ["-D", "-d", _name, "-n", anchor.Name];

    /// <summary>As an authority of servers.</summary>
    private async Task<bool> IsTrustedAsync(string program, TrustAnchor anchor) =>
        (await HelperProgram.RunAsync(program, "-V", "-d", _name, "-u", "L", "-n", anchor.Name)).ExitCode == 0;

    /// <summary>Whether it is there, trusted or not; a database that cannot be read is not one without it.</summary>
    private async Task<TrustOutcome> FindAsync(string program, TrustAnchor anchor)
    {
        string[] arguments = ["-L", "-d", _name, "-n", anchor.Name];
        var (exitCode, said) = await HelperProgram.RunAsync(program, arguments);
        return exitCode == 0 ? new(TrustState.Present)
            : said.Contains(NotFound, StringComparison.Ordinal) ? new(TrustState.Absent)
            : Refused(said, arguments);
    }
}
