namespace AlbEmulator.Comparisons;

/// <summary>A report that can be pasted into an issue: what differs, and both heads of it as a patch. Everything that came stands in blocks of code.</summary>
internal static class MarkdownReport
{
    /// <summary>Backticks around a block.</summary>
    private const int ShortestFence = 3;

    public static void Write(ToldComparison told, TextWriter output)
    {
        output.WriteLine($"### AlbEmulator {told.Version} compared with a load balancer");
        output.WriteLine();
        output.WriteLine($"{ComparisonReports.Summary(told)}{(told.IsCovered ? " What may be sensitive is left out." : " Nothing is left out: look through it before you show it.")}");
        foreach (var (index, request) in told.Requests.Index().Where(static one => one.Item.Differences.Count > 0))
        {
            output.WriteLine();
            output.WriteLine($"#### Request {index + 1}: {string.Join(", ", request.Differences.Select(static difference => difference.What).Distinct()).Replace("`", "", StringComparison.Ordinal)}");
            output.WriteLine();
            Block("http", [.. request.Name is null ? [] : new[] { $"# {request.Name}" }, .. request.Sent], output);
            output.WriteLine();
            Block("diff", request.Patch, output);
        }
    }

    /// <summary>No line within can end it.</summary>
    private static void Block(string language, IReadOnlyList<string> lines, TextWriter output)
    {
        var fence = new string('`', lines.Select(static line => LongestRun(line) + 1).Append(ShortestFence).Max());
        output.WriteLine($"{fence}{language}");
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }

        output.WriteLine(fence);
    }

    private static int LongestRun(string line)
    {
        var (longest, run) = (0, 0);
        foreach (var character in line)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
