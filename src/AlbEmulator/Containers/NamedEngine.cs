namespace AlbEmulator.Containers;

/// <summary>An engine among the files.</summary>
/// <param name="Name">As the user named it.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Containers">What it has.</param>
internal sealed record NamedEngine(string Name, EngineAddress Address, IReadOnlyList<EngineContainer> Containers);
