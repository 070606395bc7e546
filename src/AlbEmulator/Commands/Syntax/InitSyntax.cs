using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb init</c>.</summary>
internal static class InitSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var arguments = new RunArguments(takesFiles: false);
        var force = new Option<bool>("--force") { Description = "Replaces an alb.yaml that is there." };
        var command = new AlbCommand(
            "init", "Writes alb.yaml, which alb alone runs: of the routes, or an example.", "alb init web=:3000 '/api/*=:5001'") { force };
        arguments.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(settingArguments, error, (_, settings) => Task.FromResult(InitCommand.Run(
            settings, (files, problems) => arguments.Read(parsed, files, problems), parsed.GetValue(force), output, error))));
        return command;
    }
}
