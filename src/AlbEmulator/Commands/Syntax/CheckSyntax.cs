using System.CommandLine;
using AlbEmulator.Commands.Reports;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb check</c>.</summary>
internal static class CheckSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var (files, imports) = (FileArguments.Of(), new ImportOptions());
        var format = Choices.Option(
            "--format", "How problems are told: as text, as annotations of GitHub Actions, as JSON, or as SARIF 2.1.0.", CheckReports.Names);
        var command = new AlbCommand(
            "check",
            "Reads the files and tells every problem as file:line: path: problem; starts nothing.",
            "alb check my.yaml --format github")
        {
            files, format,
        };
        imports.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(imports.AddTo(settingArguments, parsed), error, (_, settings) =>
            Task.FromResult(CheckCommand.Run(
                settings, parsed.GetValue(files) ?? [], CheckReports.Of(parsed.GetValue(format)), output))));
        return command;
    }
}
