using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// What the API made, in a file below <c>DataDirectory</c>: written beside it, brought to the disk and then put in its
/// place, so that whatever is killed when, the file holds one state as a whole.
/// </summary>
/// <param name="folder">Where it is.</param>
internal sealed class ElbV2Disk(string folder)
{
    private const string FileName = "state.json";
    private const string TrustStores = "trust-stores";

    /// <summary>In bytes: ten times what 100,000 rules take.</summary>
    private const int LongestState = 256 * 1024 * 1024;

    /// <summary>Absolute.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    public string StateFile => Path.Combine(Folder, FileName);

    /// <summary>The state that was written last, or why there is none to be had; then the file stays as it is.</summary>
    public (ElbV2State State, Problem? Problem) Read()
    {
        var content = RegularFile.Read(StateFile, LongestState);
        return content.Bytes is { } bytes ? KeptState.Read(StateFile, bytes)
            : content.Problem == FileWords.NoSuchFile ? (ElbV2State.Empty, null)
            : (ElbV2State.Empty, new Problem(new Origin(StateFile, 0, ""), content.Problem));
    }

    /// <summary>
    /// A problem with something that is kept, whose ARN stands in the place of a file, at its line of the state's file.
    /// </summary>
    public Problem Kept(Problem problem)
    {
        if (!problem.Origin.File.StartsWith("arn:", StringComparison.Ordinal))
        {
            return problem;
        }

        var line = RegularFile.Read(StateFile, LongestState).Bytes is { } bytes ? JsonFault.LineOf(bytes, nameof(Resource.Arn), problem.Origin.File) : 0;
        return problem with { Origin = new Origin(StateFile, line, problem.Origin.File) };
    }

    public void Write(ElbV2State state) => Write(FileName, KeptState.Write(state));

    /// <summary>Keeps what a trust store is made of.</summary>
    /// <returns>The path of the file.</returns>
    public string WriteOfTrustStore(string name, ReadOnlySpan<byte> content) => Write(Path.Combine(TrustStores, name), content);

    /// <summary>Removes files of trust stores that a state has no longer. What cannot be removed stays until the next time.</summary>
    public void Forget(ElbV2State state)
    {
        var folder = new DirectoryInfo(Path.Combine(Folder, TrustStores));
        if (!folder.Exists)
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
    }

    /// <summary>Writes a file of the folder as a whole.</summary>
    /// <returns>Its path.</returns>
    private string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = new FileStream($"{path}.new", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move($"{path}.new", path, overwrite: true);
        return path;
    }
}
