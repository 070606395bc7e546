using System.Globalization;
using AlbEmulator.Differences;
using AlbEmulator.Model;

namespace AlbEmulator.Commands.Reports;

/// <summary>Lines for people: what it means for requests first.</summary>
internal static class DiffTextReport
{
    private const int MostRequests = 100;
    private const int MostThings = 1000;

    public static void Write(Difference difference, TextWriter output)
    {
        if (!difference.IsAny)
        {
            output.WriteLine("nothing is other");
            return;
        }

        WriteSome(output, "Requests:", difference.Requests, MostRequests, static change => change.ToString());
        WriteSome(output, "What is written:", [.. difference.Things.SelectMany(Lines)], MostThings, static line => line);
        foreach (var note in difference.Notes)
        {
            output.WriteLine($"note: {Quoted.Sentence(note)}");
        }

        if (difference.Requests.Count == 0)
        {
            output.WriteLine("Of no request becomes anything else.");
        }
    }

    private static void WriteSome<T>(TextWriter output, string title, IReadOnlyList<T> all, int most, Func<T, string> words)
    {
        if (all.Count == 0)
        {
            return;
        }

        output.WriteLine(title);
        foreach (var one in all.Take(most))
        {
            output.WriteLine($"  {Quoted.Sentence(words(one))}");
        }

        if (all.Count > most)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {all.Count - most} more: --format json has all"));
        }
    }

    private static IEnumerable<string> Lines(ThingChange change) => change.How switch
    {
        ChangeKind.Added => [$"{change.Thing} is new{Behind(change.Words)}"],
        ChangeKind.Removed => [$"{change.Thing} is gone{Behind(change.Words)}"],
        _ when change.Facts.Count == 0 => [$"{change.Thing}: {change.Words}"],
        _ => change.Facts.Select(fact => $"{change.Thing}: {Words(fact)}"),
    };

    private static string Words(FactChange fact) =>
        $"{fact.Name}: {(fact.After.Length == 0 ? "none" : fact.After)}, was {(fact.Before.Length == 0 ? "none" : fact.Before)}";

    private static string Behind(string words) => words.Length == 0 ? "" : $": {words}";
}
