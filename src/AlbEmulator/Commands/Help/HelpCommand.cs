using System.CommandLine;
using AlbEmulator.Machine;
using AlbEmulator.Shapes;

namespace AlbEmulator.Commands.Help;

/// <summary>
/// <c>alb help [WORD]</c>: what a status, an <c>error_reason</c> or another code means, why it usually comes, and what to
/// look at. Without a word, or with a command, the same as <c>--help</c>.
/// </summary>
internal static class HelpCommand
{
    private const string Name = "help";
    private const int LongestShown = 60;

    /// <param name="output">What is asked for.</param>
    /// <param name="error">What is wrong with the question.</param>
    public static Command Create(TextWriter output, TextWriter error)
    {
        var word = new Argument<string?>("WORD")
        {
            Description = "A command, or a code: a status such as 502, an error_reason, the reason of a target's health, a "
                + "cause_code of /requests.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(Name, "Tells what a status, an error_reason or another code means, and what to look at.")
        {
            word,
        };
        command.SetAction(parsed =>
        {
            var commands = parsed.RootCommandResult.Command.Subcommands.Select(known => known.Name).ToArray();
            return parsed.GetValue(word) switch
            {
                null => CommandLine.RunAsync(["--help"], output, error),
                var asked when commands.Contains(asked) => CommandLine.RunAsync([asked, "--help"], output, error),
                var asked => Task.FromResult(Run(asked, commands, output, error)),
            };
        });
        return command;
    }

    /// <returns>The exit code.</returns>
    public static int Run(string asked, IEnumerable<string> commands, TextWriter output, TextWriter error)
    {
        var found = HelpTable.Find(asked).ToArray();
        foreach (var (group, entry) in found)
        {
            output.WriteLine($"{entry.Code}: {group.What}");
            output.WriteLine($"  means    {entry.Meaning}");
            output.WriteLine($"  usually  {entry.Reasons}");
            output.WriteLine($"  next     {entry.Next.TrimEnd('.')}.");
        }

        if (found.Length > 0)
        {
            return ExitCode.Good;
        }

        error.WriteLine(HelpTable.Elsewhere(asked) is { } what
            ? $"{Printable.Of(asked, LongestShown)} is of {what}, which the emulator does not run: it never gives that code."
            : $"{Printable.Quoted(asked.AsSpan(), LongestShown)} is neither a command nor a code"
                + Spelling.DidYouMean(asked, [.. commands, .. HelpTable.Codes]));
        return ExitCode.WrongUse;
    }
}
