using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb health</c>.</summary>
internal static class HealthSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var url = FileArguments.NoOption(new Argument<string?>("URL")
        {
            Description = "Control URL of the emulator; Alb:ControlUrl if not given.",
            Arity = ArgumentArity.ZeroOrOne,
        });
        var options = new AskingOptions();
        var command = new AlbCommand(
            HealthCommand.Name, "Asks a running emulator whether it is healthy: exit code 0 or 1.", "alb health --control 4581")
        {
            url,
        };
        options.AddTo(command);
        command.SetAction(async parsed =>
        {
            var exitCode = await CommandLine.WithSettings(options.AddTo(settingArguments, parsed), error, (_, settings) =>
                HealthCommand.RunAsync(parsed.GetValue(url), settings, output));
            return CommandLine.ForHealth(command, exitCode);
        });
        return command;
    }
}
