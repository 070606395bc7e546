using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Topologies;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>Forgets what was made through the APIs: afterwards there is what the files say, as at the first start.</summary>
/// <param name="changes">The resources of the API.</param>
/// <param name="network">The network around them.</param>
/// <param name="disk">Where both are kept.</param>
/// <param name="files">The topology files.</param>
/// <param name="named">Which they are.</param>
/// <param name="settings">Whether they are a seed.</param>
/// <param name="time">The clock.</param>
internal sealed class ElbV2Reset(
    ElbV2Changes changes,
    NetworkStore network,
    ElbV2Disk disk,
    TopologyFiles files,
    IReadOnlyList<string> named,
    AlbSettings settings,
    TimeProvider time)
{
    /// <summary>Ends when that is in effect, and on the disk.</summary>
    /// <param name="by">Whose change it is, for the log.</param>
    /// <returns>What was there until then; or why nothing has changed.</returns>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public Task<(ElbV2State Before, IReadOnlyList<Problem> Problems)> DoAsync(string by) => changes.HoldAsync(async (_, _) =>
    {
        var before = changes.Own;
        var (first, problems) = settings.FileIsSeed ? Seeded() : (ElbV2State.Empty, []);
        problems = problems.Count > 0 ? problems : await changes.UseAsync(first, () => disk.Replace(first), by);
        if (problems.Count == 0)
        {
            network.Empty();
        }

        return (before, problems);
    });

    /// <summary>Of the files as they are now.</summary>
    private (ElbV2State State, IReadOnlyList<Problem> Problems) Seeded()
    {
        var api = files.Api;
        try
        {
            files.Api = new Node.Mapping(Origin.None, []);
            var reading = files.Read(named);
            return reading.Problems.Count > 0
                ? (ElbV2State.Empty, reading.Problems)
                : Seed.Of(ElbV2State.Empty, reading.Roots, reading.Topology, settings, time.GetUtcNow());
        }
        finally
        {
            files.Api = api;
        }
    }
}
