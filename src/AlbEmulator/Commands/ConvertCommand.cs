using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary><c>alb convert [FILE…]</c>: prints what the files say as one topology file.</summary>
internal static class ConvertCommand
{
    /// <returns>The exit code.</returns>
    public static int Run(AlbSettings settings, IReadOnlyList<string> files, TextWriter output, TextWriter error)
    {
        var topologyFiles = new TopologyFiles(settings, Environment.GetEnvironmentVariable);
        var located = topologyFiles.Locate(files);
        var reading = topologyFiles.Read(located);
        if (reading.Problems.Count > 0)
        {
            ReadingWords.Tell(reading, error);
            return ExitCode.WrongUse;
        }

        output.Write(TopologyText.Of(reading, topologyFiles.Sources(located), topologyFiles.PathOf));
        return ExitCode.Good;
    }
}
