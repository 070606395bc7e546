using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary>What is told of a reading: its problems, and what may be done about them.</summary>
internal static class ReadingWords
{
    /// <summary>A line each for what was left out; then the problems, and a file that would mend them.</summary>
    public static void Tell(TopologyReading reading, TextWriter output)
    {
        foreach (var note in reading.Notes)
        {
            output.WriteLine($"note: {note}");
        }

        foreach (var problem in reading.Problems)
        {
            output.WriteLine(problem);
        }

        if (reading.Overlay is not null)
        {
            output.WriteLine();
            output.WriteLine("What is missing, to be filled in and named as a further file, such as targets.yaml:");
            output.WriteLine();
            output.Write(reading.Overlay);
        }
    }
}
