namespace AlbEmulator;

/// <summary>What one run of the emulator is started with.</summary>
/// <param name="Configuration">Settings of every kind, the command line's last.</param>
/// <param name="Settings">Its section <c>Alb</c>.</param>
/// <param name="Files">Topology files, found.</param>
internal sealed record EmulatorOptions(IConfiguration Configuration, AlbSettings Settings, IReadOnlyList<string> Files)
{
    /// <summary>What tests put in the place of the real thing: the clock.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
