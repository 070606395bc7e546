using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb run</c>.</summary>
internal static class RunSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter error)
    {
        var command = new AlbCommand(
            ImpliedRun.Name,
            "Runs the topology of the files and routes; without any, of those that the setting Topology names, of alb.yaml, alb.yml or "
            + "alb.json in this folder, or of an example.",
            "alb run web=:3000 '/api/*=:5001'");
        var (arguments, run, imports) = (new RunArguments(takesFiles: true), new RunOptions(), new ImportOptions());
        arguments.AddTo(command);
        run.AddTo(command);
        imports.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(
            imports.AddTo(run.AddTo(settingArguments, parsed), parsed),
            error,
            (configuration, settings) =>
                RunCommand.RunAsync(configuration, settings, (files, problems) => arguments.Read(parsed, files, problems), error)));
        return command;
    }
}
