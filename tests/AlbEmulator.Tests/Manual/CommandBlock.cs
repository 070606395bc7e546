using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Manual;

/// <summary>What a page has between fences, and what the comment above it says of how it is tried.</summary>
/// <param name="Page">Its file below the repository.</param>
/// <param name="Line">Of its first fence, from 1.</param>
/// <param name="Language">Behind the fence.</param>
/// <param name="Mark">The comment: <c>run</c>, <c>run: exits 2</c>, <c>server</c>, <c>file: NAME</c>, <c>not run: REASON</c>; empty for none.</param>
/// <param name="Text">Between the fences.</param>
internal sealed partial record CommandBlock(string Page, int Line, string Language, string Mark, string Text)
{
    public bool IsOfCommands => Language is "sh" or "console";

    /// <summary>Name of the file that it is; null where it is none.</summary>
    public string? File => Mark.StartsWith("file: ", StringComparison.Ordinal) ? Mark["file: ".Length..] : null;

    public bool IsServer => Mark == "server";

    /// <summary>Code with which its commands end; null where they are not run.</summary>
    public int? ExitCode => Mark == "run" ? 0 : Exits().Match(Mark) is { Success: true } exits ? int.Parse(exits.Groups[1].Value) : null;

    /// <summary>Why it is not run; null where it is.</summary>
    public string? Obstacle => Mark.StartsWith("not run: ", StringComparison.Ordinal) ? Mark["not run: ".Length..] : null;

    /// <summary>Of a console block what stands behind the prompts, with the lines that these go on in.</summary>
    public string Commands
    {
        get
        {
            if (Language != "console")
            {
                return Text;
            }

            var commands = new List<string>();
            var goesOn = false;
            foreach (var line in Text.Split('\n'))
            {
                if (goesOn || line.StartsWith("$ ", StringComparison.Ordinal))
                {
                    commands.Add(goesOn ? line : line[2..]);
                    goesOn = line.EndsWith('\\');
                }
            }

            return string.Join('\n', commands);
        }
    }

    /// <summary>Those of a page, in their order.</summary>
    public static IReadOnlyList<CommandBlock> Of(string page, string markdown)
    {
        var blocks = new List<CommandBlock>();
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (Fence().Match(lines[index]) is not { Success: true } fence)
            {
                continue;
            }

            var indent = fence.Groups[1].Length;
            var mark = index > 0 && Comment().Match(lines[index - 1]) is { Success: true } comment ? comment.Groups[1].Value : "";
            var end = Array.FindIndex(lines, index + 1, static line => line.TrimStart().StartsWith("```", StringComparison.Ordinal));
            Assert.True(end > 0, $"{page}:{index + 1}: the block has no end");
            var text = string.Join('\n', lines[(index + 1)..end].Select(line => line.Length >= indent ? line[indent..] : line));
            blocks.Add(new CommandBlock(page, index + 1, fence.Groups[2].Value, mark, text));
            index = end;
        }

        return blocks;
    }

    [GeneratedRegex(@"^( *)```(\w*)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ *<!-- (.+) -->$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^run: exits (\d+)$")]
    private static partial Regex Exits();
}
