using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb convert</c>.</summary>
internal static class ConvertSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var (files, imports) = (FileArguments.Of(), new ImportOptions());
        var command = new AlbCommand(
            "convert", "Prints what the files say as one topology file; starts nothing.", "alb convert template.yaml > alb.yaml")
        {
            files,
        };
        imports.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(imports.AddTo(settingArguments, parsed), error, (_, settings) =>
            Task.FromResult(ConvertCommand.Run(settings, parsed.GetValue(files) ?? [], output, error))));
        return command;
    }
}
