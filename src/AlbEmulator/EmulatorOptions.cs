using System.Runtime.CompilerServices;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.DataFolders;
using AlbEmulator.Etcd;
using AlbEmulator.Machine;
using AlbEmulator.Stores;
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

    /// <summary>Where it is kept what is made, and by which keys.</summary>
    public Store Store
    {
        get => field ??= Settings.Store.Length == 0 ? new FolderStore(new DataFolder(Settings)) : Shared(Settings);
        init;
    }

    /// <summary>Keeps what the API makes.</summary>
    public ElbV2Disk Disk
    {
        get => field ??= new(Store);
        init;
    }

    /// <summary>The topology files of this run.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The data folder of this run, and of no other; it is given back with what is built.</summary>
    public DataFolderLock? Data { get; init; }

    /// <summary>Hears each line of the program's log and of requests, in the place of console and files; null for those.</summary>
    public Action<string>? Words { get; init; }

    /// <summary>What tests put in the place of the real thing: the clock.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Apart, so that nothing of its client is loaded where there is none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static EtcdStore Shared(AlbSettings settings)
    {
        var (address, problem) = EtcdAddress.Read(settings.Store);
        var (tls, unusable) = EtcdTls.Of(settings.Etcd);
        return new(address ?? throw new InvalidDataException($"Alb:Store {problem}"), unusable is null ? tls : throw new InvalidDataException(unusable), settings);
    }
}
