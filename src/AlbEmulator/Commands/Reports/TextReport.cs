namespace AlbEmulator.Commands.Reports;

/// <summary>Lines for people, in the form that editors make clickable.</summary>
internal static class TextReport
{
    public static void Write(CheckOutcome outcome, TextWriter output)
    {
        ReadingWords.Tell(outcome.Reading, output);
        foreach (var note in outcome.Notes)
        {
            output.WriteLine($"note: {note}");
        }

        foreach (var line in outcome.Summary)
        {
            output.WriteLine(line);
        }
    }
}
