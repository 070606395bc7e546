namespace AlbEmulator.Commands;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>Something outside failed: a port is taken, an emulator is not healthy.</summary>
    public const int Failed = 1;

    /// <summary>Arguments, settings or files are wrong.</summary>
    public const int WrongUse = 2;
}
