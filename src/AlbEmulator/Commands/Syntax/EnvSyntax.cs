using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb env</c>.</summary>
internal static class EnvSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var shell = Choices.Option("--shell", "For which shell.", EnvCommand.Shells);
        var terraform = new Option<bool>("--terraform")
        {
            Description = "Prints the provider block of Terraform instead.",
        };
        var options = new AskingOptions();
        var command = new AlbCommand(
            "env",
            "Prints the variables that send the AWS CLI and SDKs to the emulator, for those services alone that are here.",
            "eval \"$(alb env)\"")
        {
            shell, terraform,
        };
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(terraform) && result.GetResult(shell) is not null)
            {
                result.AddError("--terraform is for no shell: leave --shell out");
            }
        });
        command.SetAction(parsed => CommandLine.WithSettings(options.AddTo(settingArguments, parsed), error, (_, settings) =>
            Task.FromResult(EnvCommand.Run(
                settings,
                parsed.GetValue(terraform) ? null : parsed.GetValue(shell) ?? EnvCommand.Shells[0],
                Environment.GetEnvironmentVariable,
                output,
                error))));
        return command;
    }
}
