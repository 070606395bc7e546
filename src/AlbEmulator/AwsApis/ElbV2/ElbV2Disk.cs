using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>What the API made, in a store; the state is read once, before it is written.</summary>
/// <param name="store">Where it is kept.</param>
internal sealed class ElbV2Disk(Store store) : IDisposable
{
    private const string Name = "elbv2";

    private readonly StateLog<ElbV2State, StateChange> _state = LogOf(store);

    /// <summary>Of which files are known to be there, and no others.</summary>
    private IEnumerable<TrustStoreResource>? _remembered;

    /// <summary>The log of the API's state in a store.</summary>
    public static StateLog<ElbV2State, StateChange> LogOf(Store store) => store.LogOf(Name, "state", new StateChanges());

    /// <summary>Absolute.</summary>
    public string Folder { get; } = store.PathOf(Name);

    /// <summary>What is kept now, by whomever.</summary>
    public ElbV2State Kept => _state.Kept;

    /// <summary>Where a file of a trust store is, absolute.</summary>
    /// <param name="file">As a resource has it.</param>
    public string PathOf(string file) => store.PathOf(file);

    /// <summary>What there is to know of others that have it too; null where there are none.</summary>
    public SharedStore? Shared => store.Shared;

    /// <inheritdoc cref="StateLog{TState,TChange}.Place"/>
    public string Place => _state.Place;

    /// <inheritdoc cref="StateLog{TState,TChange}.Log"/>
    public ILogger Log { set => _state.Log = value; }

    /// <inheritdoc cref="StateLog{TState,TChange}.Read"/>
    public (ElbV2State State, Problem? Problem) Read() => _state.Read();

    /// <inheritdoc cref="StateLog{TState,TChange}.Write"/>
    public void Write(ElbV2State state, long madeOf) => _state.Write(state, madeOf);

    /// <inheritdoc cref="Store.Revision"/>
    public long Revision => store.Revision;

    /// <inheritdoc cref="StateLog{TState,TChange}.Replace"/>
    public void Replace(ElbV2State state) => _state.Replace(state);

    /// <summary>
    /// Problems, of which those with something that is kept have its ARN in the place of a file: at its line of the state's
    /// file.
    /// </summary>
    public IEnumerable<Problem> Placed(IReadOnlyList<Problem> problems)
    {
        var arns = problems.Select(problem => problem.Origin.File)
            .Where(file => file.StartsWith("arn:", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        if (arns.Count == 0)
        {
            return problems;
        }

        var (file, lines) = _state.LinesOf(nameof(Resource.Arn), arns);
        return problems.Select(problem => !arns.Contains(problem.Origin.File) ? problem : problem with
        {
            Origin = new Origin(file, lines.GetValueOrDefault(problem.Origin.File), problem.Origin.File),
        });
    }

    /// <summary>Keeps what a trust store is made of.</summary>
    /// <returns>The path of the file, below the data folder.</returns>
    public string WriteOfTrustStore(string name, ReadOnlyMemory<byte> content)
    {
        var path = $"{KeptFile.TrustStores}{name}";
        store.Keep([new KeptFile(path, content)]);
        _remembered = null;
        return path;
    }

    /// <summary>
    /// Removes files of trust stores that a state has no longer, if it has others than the last one. What cannot be
    /// removed stays until the next time.
    /// </summary>
    public void Forget(ElbV2State state)
    {
        var folder = new DirectoryInfo(store.PathOf(KeptFile.TrustStores));
        if (_remembered?.SequenceEqual(state.TrustStores) == true || !folder.Exists)
        {
            return;
        }

        // Another node's may belong to what it is about to write.
        var known = store.Shared is null ? folder.EnumerateFiles().Select(file => $"{KeptFile.TrustStores}{file.Name}") : FilesOf(_remembered ?? []);
        store.Forget([.. known.Except(FilesOf(state.TrustStores).Select(BelowData))]);
        _remembered = state.TrustStores;
    }

    private static IEnumerable<string> FilesOf(IEnumerable<TrustStoreResource> stores) =>
        stores.SelectMany(store => store.Revocations.Select(list => list.File).Prepend(store.BundleFile));

    /// <summary>Earlier versions kept absolute paths.</summary>
    private string BelowData(string path) => Path.IsPathRooted(path) ? $"{KeptFile.TrustStores}{Path.GetFileName(path)}" : path;

    public void Dispose() => _state.Dispose();
}
