namespace AlbEmulator.Benchmarks.Scale;

/// <summary>How large a topology is.</summary>
/// <param name="Listeners">Each on a port of its own.</param>
/// <param name="RulesEach">Of a listener.</param>
/// <param name="Groups">To which the rules forward in turn.</param>
/// <param name="Targets">Of all groups together.</param>
/// <param name="Files">Into which it is divided.</param>
internal sealed record ScaleSize(int Listeners, int RulesEach, int Groups, int Targets, int Files = 1)
{
    /// <summary>What nobody should have to think about.</summary>
    public static ScaleSize Full { get; } = new(200, 100, 5_000, 10_000);

    /// <summary>Ten times the rules and groups; as many listeners cannot be bound on one machine.</summary>
    public static ScaleSize Tenfold { get; } = new(20, 5_000, 50_000, 100_000, Files: 10);

    public int Rules => Listeners * RulesEach;

    /// <summary>A part of it, with as many rules for each listener.</summary>
    public ScaleSize DividedBy(int parts) =>
        this with { Listeners = Listeners / parts, Groups = Groups / parts, Targets = Targets / parts };
}
