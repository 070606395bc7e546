namespace AlbEmulator.Commands;

internal static class CheckCommand
{
    public static int Run(AlbSettings settings, IReadOnlyList<string> files, TextWriter output) => ExitCode.Failed;
}
