using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using AlbEmulator.Topologies;

namespace AlbEmulator;

/// <summary>What one run of the emulator is started with.</summary>
/// <param name="Configuration">Settings of every kind, the command line's last.</param>
/// <param name="Settings">Its section <c>Alb</c>.</param>
internal sealed record EmulatorOptions(IConfiguration Configuration, AlbSettings Settings)
{
    /// <summary>Reads topology files.</summary>
    public TopologyFiles TopologyFiles { get; init; } = new(Settings, Environment.GetEnvironmentVariable);

    /// <summary>Ports that the system chooses.</summary>
    public HeldPorts Ports { get; init; } = new();

    /// <summary>Keeps what the API makes.</summary>
    public ElbV2Disk Disk { get; init; } = new(new DataFolder(Settings));

    /// <summary>The topology files of this run.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The data folder of this run, and of no other; it is given back with what is built.</summary>
    public DataFolderLock? Data { get; init; }

    /// <summary>Hears each line of the program's log and of requests, in the place of console and files; null for those.</summary>
    public Action<string>? Words { get; init; }

    /// <summary>What tests put in the place of the real thing: the clock.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
