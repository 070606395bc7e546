using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb run</c>.</summary>
internal static class RunSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter error)
    {
        var command = new AlbCommand(
            ImpliedRun.Name,
            "Runs the topology of the files, or of those that appsettings.json names.",
            "alb run my.yaml --map 80=8080 --control 4581");
        var (files, run, imports) = (FileArguments.Of(), new RunOptions(), new ImportOptions());
        command.Add(files);
        run.AddTo(command);
        imports.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(
            imports.AddTo(run.AddTo(settingArguments, parsed), parsed),
            error,
            (configuration, settings) => RunCommand.RunAsync(configuration, settings, parsed.GetValue(files) ?? [])));
        return command;
    }
}
