using AlbEmulator.Commands.Reports;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary>What is told of a reading: its problems, and what may be done about them.</summary>
internal static class ReadingWords
{
    private const int MostExcerpts = 10;

    /// <summary>A line each for what was left out; then the problems, and a file that would mend them.</summary>
    public static void Tell(TopologyReading reading, TextWriter output)
    {
        foreach (var note in reading.Notes)
        {
            output.WriteLine($"note: {note}");
        }

        var excerpts = Excerpt.IsWanted(output) ? MostExcerpts : 0;
        foreach (var problem in reading.Problems)
        {
            output.WriteLine(problem);
            if (excerpts-- > 0)
            {
                output.Write(Excerpt.Of(problem));
            }
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
