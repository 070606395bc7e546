namespace AlbEmulator.Documents;

/// <summary>How much a topology file may hold, so that a wrong file costs a message and not the machine.</summary>
internal static class DocumentLimits
{
    /// <summary>64 MiB: several times what 20,000 rules, 5,000 target groups and 10,000 targets take.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Mappings and sequences within each other.</summary>
    public const int DeepestNesting = 64;

    /// <summary>Values of a file, those that YAML aliases repeat counted each time.</summary>
    public const int MostValues = 2_000_000;

    /// <summary>Problems that are told one by one.</summary>
    public const int MostProblems = 1000;
}
