using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>In which order problems are told, and how many of them.</summary>
internal static class ProblemOrder
{
    /// <summary>File by file as they were named, from the top of each to its end.</summary>
    public static List<Problem> Of(IReadOnlyList<Problem> problems, IReadOnlyList<string> files)
    {
        var order = files.Select(file => StackFile.Of(file).File).Index()
            .DistinctBy(file => file.Item).ToDictionary(file => file.Item, file => file.Index);
        var sorted = problems
            .Distinct()
            .OrderBy(problem => order.GetValueOrDefault(problem.Origin.File, problem.Origin.Line == 0 ? -1 : files.Count))
            .ThenBy(problem => problem.Origin.Line)
            .ToList();
        if (sorted.Count > DocumentLimits.MostProblems)
        {
            sorted.RemoveRange(DocumentLimits.MostProblems, sorted.Count - DocumentLimits.MostProblems);
            sorted.Add(new Problem(sorted[^1].Origin.At(""), "and there are more problems than these"));
        }

        return sorted;
    }
}
