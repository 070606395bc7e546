namespace AlbEmulator.Documents;

/// <summary>How much a topology file may hold, so that a wrong file costs a message and not the machine.</summary>
internal static class DocumentLimits
{
    /// <summary>16 MiB.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Mappings and sequences within each other.</summary>
    public const int DeepestNesting = 64;

    /// <summary>Values of a file, those that YAML aliases repeat counted each time.</summary>
    public const int MostValues = 500_000;

    /// <summary>Problems that are told one by one.</summary>
    public const int MostProblems = 1000;
}
