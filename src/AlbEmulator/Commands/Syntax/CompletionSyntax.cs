using System.CommandLine;
using AlbEmulator.Commands.Completions;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb completion</c>.</summary>
internal static class CompletionSyntax
{
    public static Command Of(TextWriter output)
    {
        var shell = FileArguments.NoOption(new Argument<string>("SHELL") { Description = Words.Or(CompletionScripts.Shells) });
        shell.CompletionSources.Add([.. CompletionScripts.Shells]);
        shell.Validators.Add(static result =>
        {
            if (result.Tokens is [var given] && !UsageWords.IsOption(given.Value) && !CompletionScripts.Shells.Contains(given.Value))
            {
                result.AddError(
                    $"alb completion takes {Words.Or(CompletionScripts.Shells)}, not '{Quoted.Plain(given.Value)}'"
                    + Spelling.DidYouMean(given.Value, CompletionScripts.Shells));
            }
        });
        var command = new AlbCommand(
            "completion", "Prints the script that has a shell complete commands, options and settings.", "eval \"$(alb completion bash)\"")
        {
            shell,
        };
        command.SetAction(async parsed =>
        {
            await output.WriteAsync(CompletionScripts.Of(parsed.GetRequiredValue(shell)));
            return ExitCode.Good;
        });
        return command;
    }
}
