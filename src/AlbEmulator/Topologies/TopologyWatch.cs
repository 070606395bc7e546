using AlbEmulator.Machine;
using AlbEmulator.Metrics;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>
/// Reads the topology files again when they change. What is right replaces the running topology; what is wrong, or not
/// to be had on this machine, is told, and the running topology stays.
/// </summary>
/// <param name="files">Reads them.</param>
/// <param name="store">Whose turn it is to change the topology.</param>
/// <param name="publish">Puts what they ask for into effect; or changes nothing, and tells what there is not to be had.</param>
/// <param name="watched">The files, as <see cref="TopologyFiles.Locate(IReadOnlyList{string})"/> named them.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where problems are told.</param>
/// <param name="reloads">Where they are counted; nowhere unless said.</param>
/// <param name="hostNames">Looks up names of targets that are new, before it is the files' turn.</param>
/// <param name="takenUp">Hears that the topology says something else from now on, or that somebody had it read again.</param>
public sealed partial class TopologyWatch(
    TopologyFiles files,
    TopologyStore store,
    Func<Topology, CancellationToken, Task<IReadOnlyList<Problem>>> publish,
    IReadOnlyList<string> watched,
    TimeProvider time,
    ILogger<TopologyWatch> log,
    TopologyReloads? reloads = null,
    HostNames? hostNames = null,
    Action? takenUp = null)
    : BackgroundService
{
    /// <summary>
    /// How often sizes and times are looked at: bind mounts and links tell no one that what they lead to has changed.
    /// </summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long nothing more may happen to a file before it is read: editors write, rename and touch in one go.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(40);

    /// <summary>How many looks after a reading compare contents: the clocks of some file systems tick once in two seconds.</summary>
    private const int ThoroughLooks = 3;

    private readonly ChangeSignal _signal = new(time);

    /// <summary>The files, with those that came into a folder since.</summary>
    private IReadOnlyList<string> _watched = watched;

    /// <summary>What was told last of files that are wrong: a cluster changes all the time, and says it again each time.</summary>
    private IReadOnlyList<Problem> _told = [];

    /// <summary>Files that are right, but ask for what is not to be had: a port, until it is free.</summary>
    private (TopologyReading Reading, IReadOnlyList<Problem> Missing)? _waiting;

    public override void Dispose()
    {
        base.Dispose();
        _signal.Dispose();
    }

    /// <summary>Reads the files, whether or not they have changed.</summary>
    internal Task ReadAgainAsync(CancellationToken cancellation) =>
        TakeUpAsync(() => files.Read(_watched = files.ListedAgain(_watched)), files.Cluster is null ? [] : _told, cancellation);

    /// <summary>Puts a topology in the place of the files, until one of them is edited; or changes nothing, and says all that is wrong.</summary>
    internal Task<TopologyReading> PutAsync(TopologyPart part, CancellationToken cancellation) =>
        AskedAsync(() => files.ReadInPlace(part), part.Name, cancellation);

    /// <summary>Reads the files for who asks, whether or not they have changed; or changes nothing, and says all that is wrong.</summary>
    internal Task<TopologyReading> ReloadAsync(CancellationToken cancellation) =>
        AskedAsync(() => files.Read(_watched = files.ListedAgain(_watched)), string.Join(", ", files.Sources(_watched)), cancellation);

    /// <summary>What is wrong is told to who asks, and not written down. What has begun is done.</summary>
    private async Task<TopologyReading> AskedAsync(Func<TopologyReading> read, string name, CancellationToken cancellation)
    {
        var taken = await TakeUpAsync(read, waits: false, cancellation);
        IReadOnlyList<Problem> failed = taken.Failure is null ? []
            : [new Problem(new Origin(name, 0, ""), $"could not be put into effect; what ran before goes on. {taken.Failure}")];
        if (taken.Problems.Count + failed.Count > 0)
        {
            reloads?.AddRefused();
        }

        return taken.Reading with { Problems = [.. taken.Problems, .. failed] };
    }

    /// <summary>What is wrong with the files is told, unless that was done; what only lacks a port is tried again.</summary>
    private async Task TakeUpAsync(Func<TopologyReading> read, IReadOnlyList<Problem> told, CancellationToken cancellation)
    {
        var taken = await TakeUpAsync(read, waits: true, cancellation);
        if (taken.Failure is { } reason)
        {
            reloads?.AddRefused();
            LogNotPublished(reason);
        }
        else if (taken.Problems.Count > 0 && !AreTold(taken.Problems, told))
        {
            Tell(taken.Problems);
        }
    }

    /// <summary>Names that are new are looked up while others have their turn, and then there is another.</summary>
    private async Task<TakenUp> TakeUpAsync(Func<TopologyReading> read, bool waits, CancellationToken cancellation)
    {
        var taken = await TurnAsync(read, waits, hostNames, cancellation);
        if (taken.Unknown is not { Count: > 0 } unknown)
        {
            return taken;
        }

        await hostNames!.LookupAheadAsync(unknown, cancellation);
        return await TurnAsync(read, waits, null, cancellation);
    }

    /// <param name="read">Reads what is to be in effect.</param>
    /// <param name="waits">Whether it is tried again for as long as only something of the machine is missing.</param>
    /// <param name="names">Has to know all names of targets first, or nothing happens; null where it need not.</param>
    /// <param name="cancellation">The end.</param>
    private async Task<TakenUp> TurnAsync(
        Func<TopologyReading> read, bool waits, HostNames? names, CancellationToken cancellation)
    {
        await store.Turn.WaitAsync(cancellation);
        var reading = new TopologyReading(Topology.Empty, []);
        try
        {
            reading = read();
            if (reading.Problems.Count == 0 && names?.UnknownOf(reading.Topology) is { Count: > 0 } unknown)
            {
                return new TakenUp(reading, []) { Unknown = unknown };
            }

            // What was begun for a client is not left half done when the client leaves.
            var missing = reading.Problems.Count == 0
                ? await publish(reading.Topology, waits ? cancellation : CancellationToken.None)
                : [];
            IReadOnlyList<Problem> problems = [.. reading.Problems, .. missing];
            if (problems.Count == 0)
            {
                Use(reading, isAsked: !waits);
            }

            if (waits || problems.Count == 0)
            {
                _waiting = missing.Count > 0 ? (reading, missing) : null;
            }

            return new TakenUp(reading, problems);
        }
        catch (Exception exception) when (!waits || !cancellation.IsCancellationRequested)
        {
            _waiting = waits ? null : _waiting;
            return new TakenUp(reading, []) { Failure = Unattended.Reason(exception) };
        }
        finally
        {
            store.Turn.Release();
        }
    }

    /// <summary>A port that is still taken is no news, whoever has it now.</summary>
    private static bool AreTold(IReadOnlyList<Problem> problems, IReadOnlyList<Problem> told) =>
        problems.Count == told.Count && problems.Zip(told).All(pair => pair.First == pair.Second
            || (pair is { First.Fault: Fault.PortTaken, Second.Fault: Fault.PortTaken } && pair.First.Origin.Equals(pair.Second.Origin)));

    private void Use(TopologyReading reading, bool isAsked)
    {
        var (before, notes) = (files.Roots, files.Cluster is null ? [] : files.Notes);
        files.Use(reading);
        _told = [];
        reloads?.AddGood();
        foreach (var note in reading.Notes.Except(notes))
        {
            LogNote(note);
        }

        // Most of what becomes of a cluster has nothing to do with its load balancers.
        var (isQuiet, hasChanged) = (files.Cluster is not null, false);
        foreach (var (file, changes) in ChangeWords.OfFiles(before, reading.Roots))
        {
            hasChanged = true;
            LogChanged(file, changes);
        }

        if (!hasChanged && !isQuiet)
        {
            var named = string.Join(", ", files.Sources(_watched));
            LogSame(named);
        }

        if (hasChanged || isAsked)
        {
            takenUp?.Invoke();
        }
    }

    private void Tell(IReadOnlyList<Problem> problems)
    {
        _told = problems;
        foreach (var problem in problems)
        {
            LogProblem(problem);
        }

        reloads?.AddRefused();
        LogKept(problems.Count);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var watchers = Watch();
        if (files.Engine is { } engine)
        {
            engine.Changed += _signal.Signal;
        }

        if (files.Cluster is { } cluster)
        {
            cluster.Changed += _signal.SignalWhole;
        }

        var looks = new Unattended("The watch of the topology files", log);
        var (isSignalled, thorough) = (false, ThoroughLooks);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var isListed = true;
                await looks.DoAsync(
                    async () =>
                    {
                        isListed = ReferenceEquals(files.ListedAgain(_watched), _watched);
                        thorough = await LookAsync(isSignalled || thorough > 0, isListed, stoppingToken) ? ThoroughLooks : thorough;
                    },
                    stoppingToken);
                if (!isListed)
                {
                    watchers.Dispose();
                    watchers = Watch();
                }

                isSignalled = await _signal.WaitAsync(stoppingToken);
                thorough -= isSignalled ? 0 : 1;
            }
        }
        finally
        {
            watchers.Dispose();
        }
    }

    /// <summary>Takes up what changed, the first time since the program read the files at its start; whether something did.</summary>
    private async Task<bool> LookAsync(bool isThorough, bool isListed, CancellationToken cancellation)
    {
        if (!isListed || files.HaveChanged(isThorough))
        {
            await ReadAgainAsync(cancellation);
            return true;
        }

        if (files.ChangedInPlace(isThorough) is { } part)
        {
            await TakeUpAsync(() => files.ReadInPlace(part), [], cancellation);
            return true;
        }

        if (_waiting is { } waiting)
        {
            await TakeUpAsync(() => files.ReadAgain(waiting.Reading), waiting.Missing, cancellation);
        }

        return false;
    }

    private FileWatchers Watch() => new(files.PathsOf(_watched), _signal.Signal, _signal.SignalWhole, LogNotWatched);

    [LoggerMessage(Level = LogLevel.Information, Message = "{File:l} is in effect: {Changes:l}")]
    private partial void LogChanged(string file, string changes);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Files:l} is in effect: it says what it said, and files that it names may have changed")]
    private partial void LogSame(string files);

    [LoggerMessage(Level = LogLevel.Error, Message = "The topology could not be put into effect; the one before it stays. {Reason}")]
    private partial void LogNotPublished(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    private partial void LogProblem(Problem problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Note}")]
    private partial void LogNote(Problem note);

    [LoggerMessage(Level = LogLevel.Error, Message = "The running topology stays: problems in its files: {Count}")]
    private partial void LogKept(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Folder} cannot be watched, {Reason}: it is looked at every second")]
    private partial void LogNotWatched(string folder, string reason);
}
