using AlbEmulator.DataFolders;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Machine;
using AlbEmulator.Stores;
using AlbEmulator.Trust;

namespace AlbEmulator.Commands;

/// <summary>What <c>alb trust</c> does.</summary>
internal enum TrustDeed
{
    Add,
    Undo,
    Check,
}

/// <summary>
/// <c>alb trust</c>: has browsers and other programs of this machine trust the authority that signs the development certificate,
/// takes that back, or tells how it stands. Each store is told of in a line.
/// </summary>
/// <param name="settings">Where the authority is kept.</param>
/// <param name="places">Where the stores are.</param>
/// <param name="stores">Those that are meant.</param>
/// <param name="output">Hears what was done.</param>
/// <param name="error">Hears what was not.</param>
internal sealed class TrustCommand(
    AlbSettings settings, TrustPlaces places, IReadOnlyList<ITrustStore> stores, TextWriter output, TextWriter error)
{
    private const string Given = $"Alb:{nameof(AlbSettings.DevelopmentCertificate)}";

    private readonly TrustRecord _record = new(
        new DataFolder(settings), Path.Combine(Path.GetDirectoryName(DevelopmentAuthority.PathOf(settings))!, "trusted.pem"));

    private readonly string _path = DevelopmentAuthority.PathOf(settings);

    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(TrustDeed deed, DateTimeOffset now) => deed switch
    {
        TrustDeed.Add => AddAsync(now),
        TrustDeed.Undo => UndoAsync(now),
        _ => CheckAsync(now),
    };

    private async Task<int> AddAsync(DateTimeOffset now)
    {
        if (settings.DevelopmentCertificate.Length > 0)
        {
            await error.WriteLineAsync($"{Given} names the certificate that listeners show, so that nothing would be won: whoever made "
                + "it has it trusted (mkcert -install, dotnet dev-certs https --trust), or leave the setting out");
            return ExitCode.WrongUse;
        }

        var authority = DevelopmentAuthority.Kept(settings, now);
        var user = places.Variable("SUDO_USER");
        if (authority is null && !string.IsNullOrEmpty(user))
        {
            await error.WriteLineAsync($"alb trust is for {user}, not for sudo, whose user would own the authority: write alb trust, "
                + "which tells what needs more rights");
            return ExitCode.WrongUse;
        }

        if (authority is null && settings.Store.Length > 0)
        {
            await error.WriteLineAsync($"The authority is that of all nodes of {settings.Store}: start this one first, which brings it to {_path}, and then write alb trust");
            return ExitCode.WrongUse;
        }

        TrustAnchor anchor;
        try
        {
            if (authority is null)
            {
                authority = DevelopmentAuthority.Make(settings, now);
                authority.Keep(new FolderStore(new DataFolder(settings)), isFirst: false);
            }

            anchor = TrustAnchor.Of(authority.CertificatePem, _path);
            _record.Write(_record.Read().Append(anchor));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The authority cannot be kept in {_path}, so that nothing was done: {OneLine.Of(exception.Message)}");
            return ExitCode.Failed;
        }

        await TellAsync(authority);
        if (Housing.Detect().IsContainer && places.IsMachine)
        {
            await output.WriteLineAsync("note: this is a container, and these are its stores: on the machine it runs on, alb trust --data FOLDER takes its data folder");
        }

        var outcomes = new List<TrustOutcome>();
        foreach (var store in stores)
        {
            outcomes.Add(await TellAsync(TrustDeed.Add, store, await store.AddAsync(anchor)));
        }

        if (outcomes.Exists(static outcome => outcome.State == TrustState.Added))
        {
            await output.WriteLineAsync("Programs that are running may have to be started anew. alb trust --undo takes it back.");
        }

        return await EndAsync(outcomes);
    }

    private async Task<int> UndoAsync(DateTimeOffset now)
    {
        var anchors = Anchors(now);
        if (anchors.Count == 0)
        {
            await output.WriteLineAsync($"There is nothing to take out: alb trust has put nothing in that is known in {settings.DataDirectory}");
            return ExitCode.Good;
        }

        var left = new List<TrustAnchor>();
        var failed = false;
        foreach (var store in stores)
        {
            var outcomes = new List<TrustOutcome>();
            foreach (var anchor in anchors)
            {
                var outcome = await store.RemoveAsync(anchor);
                outcomes.Add(outcome);
                if (outcome.State == TrustState.Failed)
                {
                    left.Add(anchor);
                }
            }

            // Of several the one that says most: what failed, then what was done.
            var told = outcomes.MaxBy(static outcome => outcome.State)!;
            failed |= (await TellAsync(TrustDeed.Undo, store, told)).State == TrustState.Failed;
        }

        try
        {
            // What other stores may have is not forgotten.
            _record.Write(stores.Select(static store => store.Kind).Distinct().Count() < TrustStores.Of(places).Select(static store => store.Kind).Distinct().Count()
                ? anchors
                : left);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"What was done cannot be noted in {settings.DataDirectory}: {OneLine.Of(exception.Message)}");
            return ExitCode.Failed;
        }

        return failed ? ExitCode.Failed : ExitCode.Good;
    }

    private async Task<int> CheckAsync(DateTimeOffset now)
    {
        if (settings.DevelopmentCertificate.Length > 0)
        {
            await output.WriteLineAsync($"note: {Given} names another certificate, which listeners show");
        }

        if (DevelopmentAuthority.Kept(settings, now) is not { } authority)
        {
            await error.WriteLineAsync($"There is no authority in {_path} yet: alb trust makes one, and has it trusted");
            return ExitCode.Failed;
        }

        await TellAsync(authority);
        var anchor = TrustAnchor.Of(authority.CertificatePem, _path);
        var outcomes = new List<TrustOutcome>();
        foreach (var store in stores)
        {
            outcomes.Add(await TellAsync(TrustDeed.Check, store, await store.LookAsync(anchor)));
        }

        return outcomes.Exists(static outcome => outcome.State == TrustState.Absent) ? ExitCode.Failed : await EndAsync(outcomes);
    }

    /// <summary>All that were put in, and the one that is kept.</summary>
    private IReadOnlyList<TrustAnchor> Anchors(DateTimeOffset now)
    {
        var known = _record.Read();
        return DevelopmentAuthority.Kept(settings, now) is { } authority
            ? [.. known.Append(TrustAnchor.Of(authority.CertificatePem, _path)).DistinctBy(static anchor => anchor.Id)]
            : known;
    }

    private Task TellAsync(DevelopmentAuthority authority) => output.WriteLineAsync(
        $"{authority.Name}, {_path}: for {string.Join(", ", authority.Domains)}, names below and loopback addresses, until {authority.NotAfter:yyyy-MM-dd}");

    /// <returns>The outcome.</returns>
    private async Task<TrustOutcome> TellAsync(TrustDeed deed, ITrustStore store, TrustOutcome outcome)
    {
        var words = outcome.State switch
        {
            TrustState.Present => deed == TrustDeed.Check ? "trusted" : "already there",
            TrustState.Absent => deed == TrustDeed.Check ? "not trusted" : "it was not there",
            TrustState.NoStore => "not found",
            TrustState.Failed => deed == TrustDeed.Check ? "not known" : "not done",
            _ => "done",
        };
        var command = outcome.Command.Length > 0 ? $"; by hand: {outcome.Command}" : "";
        await (outcome.State == TrustState.Failed ? error : output).WriteLineAsync(
            $"{store.Name}: {words}{(outcome.Told.Length > 0 ? $": {outcome.Told}" : "")}{command}");
        return outcome;
    }

    private async Task<int> EndAsync(IReadOnlyList<TrustOutcome> outcomes)
    {
        if (outcomes.All(static outcome => outcome.State == TrustState.NoStore))
        {
            await error.WriteLineAsync("There is no store here in which it could be trusted");
            return ExitCode.Failed;
        }

        return outcomes.Any(static outcome => outcome.State == TrustState.Failed) ? ExitCode.Failed : ExitCode.Good;
    }
}
