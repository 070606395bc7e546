namespace AlbEmulator.Manual;

/// <summary>A name of the manual that somebody knows a part of.</summary>
/// <param name="Name">As <c>alb help</c> takes it.</param>
/// <param name="Topics">Of the pages that tell of it; none of a command.</param>
internal sealed record NearName(string Name, IReadOnlyList<string> Topics)
{
    /// <summary>A shorter part is in too many names to be a question.</summary>
    private const int ShortestPart = 3;

    /// <summary>Commands, topics, and names of the tables that begin with a part, and then those that have it elsewhere.</summary>
    public static IReadOnlyList<NearName> Find(string part, IEnumerable<string> commands)
    {
        if (part.Length < ShortestPart)
        {
            return [];
        }

        var named = commands.Select(static command => (Name: command, Topic: ""))
            .Concat(ManualPages.Names.Select(static topic => (Name: topic, Topic: topic)))
            .Concat(ManualPages.All.SelectMany(static page => page.Rows()).SelectMany(static row => row.Names, static (row, name) => (Name: name, Topic: row.Page.Name)));
        return
        [
            .. named.Where(known => known.Name.Contains(part, StringComparison.OrdinalIgnoreCase) && !known.Name.Contains(' ', StringComparison.Ordinal))
                .GroupBy(static known => known.Name, StringComparer.OrdinalIgnoreCase)
                .Select(static known => new NearName(known.Key, [.. known.Select(static one => one.Topic).Where(static topic => topic.Length > 0).Distinct()]))
                .OrderBy(near => near.Name.StartsWith(part, StringComparison.OrdinalIgnoreCase) ? 0 : 1),
        ];
    }
}
