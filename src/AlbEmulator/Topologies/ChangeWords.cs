using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>A change in a line: by whom, and what of it.</summary>
internal static class ChangeWords
{
    private const int MostTold = 3;

    /// <summary>What an action of the API changed; empty where the topology says what it said.</summary>
    public static string Of(IReadOnlyList<Node> before, IReadOnlyList<Node> after) =>
        Joined(TopologyDifference.Between(before, after).Select(change => change.Words));

    /// <summary>A line for each file that says something else than before.</summary>
    public static IEnumerable<(string File, string Changes)> OfFiles(IReadOnlyList<Node> before, IReadOnlyList<Node> after) =>
        TopologyDifference.Between(before, after)
            .GroupBy(change => change.Origin.File, StringComparer.Ordinal)
            .Select(file => (file.Key, Joined(file.Select(change => change.Words))));

    private static string Joined(IEnumerable<string> changes)
    {
        var (told, count) = (new List<string>(), 0);
        foreach (var words in changes)
        {
            if (count++ < MostTold)
            {
                told.Add(Quoted.Sentence(words));
            }
        }

        return string.Join(", ", told)
            + (count > told.Count ? string.Create(CultureInfo.InvariantCulture, $" and {count - told.Count:N0} more changes") : "");
    }
}
