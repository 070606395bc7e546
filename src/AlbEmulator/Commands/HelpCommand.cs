using System.CommandLine;
using AlbEmulator.Commands.Syntax;
using AlbEmulator.Machine;
using AlbEmulator.Manual;
using AlbEmulator.Manual.Codes;
using AlbEmulator.Shapes;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>alb help [WORD]</c>: a page of the manual; what it says of a setting, an attribute or a metric; or what a status, an
/// <c>error_reason</c> or another code means, why it usually comes, and what to look at. Without a word the same as <c>--help</c>, and the
/// topics of the manual. Of a part of one name it tells what it tells of that name; of several it lists them.
/// </summary>
internal static class HelpCommand
{
    private const string Name = "help";
    private const int LongestShown = 60;
    private const int MostNear = 10;

    /// <param name="output">What is asked for.</param>
    /// <param name="error">What is wrong with the question.</param>
    public static Command Create(TextWriter output, TextWriter error)
    {
        var word = new Argument<string?>("WORD")
        {
            Description = "A command, a topic of the manual, a setting, an attribute, a metric, or a code: a status such as 502, an "
                + "error_reason, the reason of a target's health, a cause_code of /requests.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new AlbCommand(
            Name, "Prints a page of the manual, or what a setting, an attribute, a metric or a code means.", "alb help 502")
        {
            word,
        };
        command.SetAction(async parsed =>
        {
            var commands = parsed.RootCommandResult.Command.Subcommands.Select(known => known.Name).ToArray();
            switch (Meant(parsed.GetValue(word), commands))
            {
                case null:
                    var code = await CommandLine.RunAsync(["--help"], output, error);
                    TellTopics(output);
                    return code;
                case var asked when commands.Contains(asked):
                    var told = await CommandLine.RunAsync([asked, "--help"], output, error);
                    if (ManualPages.Find(asked) is { } page)
                    {
                        output.WriteLine();
                        output.Write(page.Markdown);
                    }

                    return told;
                case var asked:
                    return Run(asked, commands, output, error);
            }
        });
        return command;
    }

    /// <returns>The exit code.</returns>
    public static int Run(string asked, IEnumerable<string> commands, TextWriter output, TextWriter error)
    {
        if (Tell(asked, output))
        {
            return ExitCode.Good;
        }

        var near = NearName.Find(WithoutSection(asked), commands);
        if (HelpTable.Elsewhere(asked) is null && near.Count > 0)
        {
            TellNear(asked, near, output);
            return ExitCode.Good;
        }

        error.WriteLine(HelpTable.Elsewhere(asked) is { } what
            ? $"{Printable.Of(asked, LongestShown)} is of {what}, which the emulator does not run: it never gives that code."
            : $"{Printable.Quoted(asked.AsSpan(), LongestShown)} is no command, no code, and nothing that the manual has a name for"
                + Spelling.DidYouMean(asked, [.. commands, .. HelpTable.Codes, .. ManualPages.Names, .. NamesOfRows()]));
        return ExitCode.WrongUse;
    }

    /// <summary>The one name that somebody gave a part of, or else what was given.</summary>
    private static string? Meant(string? asked, string[] commands) =>
        asked is not null && !commands.Contains(asked) && HelpTable.Elsewhere(asked) is null && !Tell(asked, TextWriter.Null)
        && NearName.Find(WithoutSection(asked), commands) is [var only]
            ? only.Name
            : asked;

    private static void TellNear(string asked, IReadOnlyList<NearName> near, TextWriter output)
    {
        output.WriteLine($"Names with {Printable.Quoted(asked.AsSpan(), LongestShown)} in them (alb help NAME tells of one):");
        var shown = near.Take(MostNear).ToArray();
        var column = shown.Max(static one => one.Name.Length);
        foreach (var (name, topics) in shown)
        {
            output.WriteLine($"  {name.PadRight(column)}  {(topics.Count == 0 ? "a command" : string.Join(", ", topics))}");
        }

        if (near.Count > shown.Length)
        {
            output.WriteLine($"  and {near.Count - shown.Length} more");
        }
    }

    private static bool Tell(string asked, TextWriter output)
    {
        if (ManualPages.Find(asked) is { } page)
        {
            output.Write(page.Markdown);
            return true;
        }

        var isKnown = false;
        foreach (var (group, entry) in HelpTable.Find(asked))
        {
            isKnown = true;
            output.WriteLine($"{entry.Code}: {group.What}");
            output.WriteLine($"  means    {entry.Meaning}");
            output.WriteLine($"  usually  {entry.Reasons}");
            output.WriteLine($"  next     {entry.Next.TrimEnd('.')}.");
        }

        foreach (var row in isKnown ? [] : ManualPages.Rows(WithoutSection(asked)))
        {
            isKnown = true;
            var column = row.Told.Select(static told => told.Column.Length).DefaultIfEmpty().Max();
            output.WriteLine($"{string.Join(", ", row.Names)}: alb help {row.Page.Name}");
            foreach (var (name, text) in row.Told)
            {
                output.WriteLine($"  {name.PadRight(column)}  {text}");
            }
        }

        return isKnown;
    }

    private static void TellTopics(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("Topics of the manual (alb help TOPIC; in a browser at /docs of the control port):");
        var column = ManualPages.Names.Max(static name => name.Length);
        foreach (var page in ManualPages.All)
        {
            output.WriteLine($"  {page.Name.PadRight(column)}  {page.Title}");
        }
    }

    /// <summary>Settings stand in the manual without it.</summary>
    private static string WithoutSection(string asked)
    {
        const string Section = "Alb:";
        var name = asked.TrimStart('-').Replace("__", ":", StringComparison.Ordinal);
        return name.StartsWith(Section, StringComparison.OrdinalIgnoreCase) ? name[Section.Length..] : asked;
    }

    private static IEnumerable<string> NamesOfRows() => ManualPages.All.SelectMany(static page => page.Rows()).SelectMany(static row => row.Names);
}
