using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Support;

/// <summary>A folder of its own with topology files in it, and the settings and variables to read them with.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace() => Folder = Directory.CreateTempSubdirectory("alb-topology-").FullName;

    public string Folder { get; }

    public AlbSettings Settings { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Whether the machine is one that has IPv6.</summary>
    public bool HasIPv6 { get; set; } = true;

    public TopologyFiles Files =>
        new(Settings, name => Variables.GetValueOrDefault(name), Folder, Folder, _ => HasIPv6);

    public static TopologyReading Read(string file, string content)
    {
        using var workspace = new Workspace();
        workspace.Write(file, content);
        return workspace.Read(file);
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string content) => File.WriteAllText(PathOf(file), content);

    public TopologyReading Read(params string[] files) => Files.Read(files);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
