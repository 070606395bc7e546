using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.DataFolders;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>What the API made, in files below <c>DataDirectory</c>; the state is read once, before it is written.</summary>
/// <param name="data">Where they are.</param>
internal sealed class ElbV2Disk(DataFolder data) : IDisposable
{
    private const string Name = "elbv2";
    private const string TrustStores = "trust-stores";

    private readonly ChangeLog<ElbV2State, StateChange> _state = new(data, data.PathOf(Name), "state", new StateChanges());

    /// <summary>Of which files are known to be there, and no others.</summary>
    private IEnumerable<TrustStoreResource>? _remembered;

    /// <summary>Absolute.</summary>
    public string Folder { get; } = data.PathOf(Name);

    public string StateFile => _state.HeadFile;

    /// <inheritdoc cref="ChangeLog{TState,TChange}.Log"/>
    public ILogger Log
    {
        set => _state.Log = value;
    }

    /// <inheritdoc cref="ChangeLog{TState,TChange}.Read"/>
    public (ElbV2State State, Problem? Problem) Read() => _state.Read();

    /// <inheritdoc cref="ChangeLog{TState,TChange}.Write"/>
    public void Write(ElbV2State state) => _state.Write(state);

    /// <inheritdoc cref="ChangeLog{TState,TChange}.Replace"/>
    public void Replace(ElbV2State state) => _state.Replace(state);

    /// <summary>
    /// Problems, of which those with something that is kept have its ARN in the place of a file: at its line of the state's
    /// file.
    /// </summary>
    public IEnumerable<Problem> Kept(IReadOnlyList<Problem> problems)
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
    /// <returns>The path of the file.</returns>
    public string WriteOfTrustStore(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(Folder, TrustStores, name);
        data.MakeFolder(Path.GetDirectoryName(path)!);
        using (var file = ChangeFile.Create(data, $"{path}.new"))
        {
            file.Append(content);
        }

        File.Move($"{path}.new", path, overwrite: true);
        _remembered = null;
        return path;
    }

    /// <summary>
    /// Removes files of trust stores that a state has no longer, if it has others than the last one. What cannot be
    /// removed stays until the next time.
    /// </summary>
    public void Forget(ElbV2State state)
    {
        var folder = new DirectoryInfo(Path.Combine(Folder, TrustStores));
        if (_remembered?.SequenceEqual(state.TrustStores) == true || !folder.Exists)
        {
            return;
        }

        var used = state.TrustStores
            .SelectMany(store => store.Revocations.Select(list => list.File).Prepend(store.BundleFile))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in folder.EnumerateFiles().Where(file => !used.Contains(file.FullName)))
        {
            try
            {
                file.Delete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody reads it.
            }
        }

        _remembered = state.TrustStores;
    }

    public void Dispose() => _state.Dispose();
}
