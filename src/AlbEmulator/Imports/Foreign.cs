using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports;

/// <summary>
/// Files that hold nothing of a load balancer, such as the answers of other calls that were saved beside those that matter.
/// </summary>
internal static class Foreign
{
    private const int MostListed = 10;

    /// <summary>Those that are read; of the others one line tells. A file alone is told what a topology file may hold.</summary>
    public static IReadOnlyList<Source> LeaveOut(IReadOnlyList<Source> sources, Import import)
    {
        var others = sources.Where(source => source.Kind == SourceKind.Other).ToList();
        if (others.Count == 0)
        {
            return sources;
        }

        var known = others.Count == sources.Count
            ? others.Find(source => OtherDocuments.InPlaceOf(source.Document.Root) is not null)
            : null;
        if (known is not null)
        {
            import.Tell(new Origin(known.Document.File, 0, ""), OtherDocuments.InPlaceOf(known.Document.Root)!);
            return [];
        }

        if (sources is [var only])
        {
            return [only.AsTopology()];
        }

        var place = new Origin(others[0].Document.File, 0, "");
        var keys = Quoted.List(others.SelectMany(source => ((Node.Mapping)source.Document.Root).Entries).Select(entry => entry.Name)
            .Distinct().Take(MostListed));
        if (others.Count == sources.Count)
        {
            import.Tell(
                place,
                $"holds nothing of a load balancer, and neither does a file with it: there is {keys}, and nothing to run");
            return [];
        }

        import.Note(
            place,
            $"is left out{(others.Count == 1 ? "" : $", and {others.Count - 1} more with it")}: nothing there is of a load balancer, but {keys}");
        return [.. sources.Except(others)];
    }
}
