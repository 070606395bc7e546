using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>A folder with compose files, read from outside of their network or from within.</summary>
public abstract class ComposeStage : IDisposable
{
    private protected Workspace Workspace { get; } = new();

    public void Dispose()
    {
        Workspace.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected TopologyReading Read(string compose, bool hasServiceNames = false)
    {
        Workspace.Write("compose.yaml", compose);
        return Files(hasServiceNames).Read(["compose.yaml"]);
    }

    private protected TopologyFiles Files(bool hasServiceNames) =>
        new(Workspace.Settings, name => Workspace.Variables.GetValueOrDefault(name), Workspace.Folder, Workspace.Folder)
        {
            Housing = new Housing(hasServiceNames) { HasServiceNames = hasServiceNames },
        };

    private protected static string Targets(TopologyReading reading)
    {
        Assert.Empty(reading.Problems);
        return string.Join(", ", reading.Topology.TargetGroups.Select(group =>
            $"{group.Name} {string.Join(' ', group.Targets.Select(target => $"{target.Id}:{target.Port}"))}"));
    }
}
