using System.CommandLine;
using AlbEmulator.Commands.Reports;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb test</c>.</summary>
internal static class TestSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var files = FileArguments.NoOption(new Argument<string[]>("FILE")
        {
            Description = "Files of tests, requests with what is expected of each (YAML or JSON); then what alb run takes: topology files, "
                + "templates, plans, manifests. Without any of those, what alb alone runs.",
            Arity = ArgumentArity.ZeroOrMore,
        });
        var format = Choices.Option(
            "--format", "How is told what came: as text, as JUnit XML, as annotations of GitHub Actions, or as JSON.", TestReports.Names);
        var schema = new Option<bool>("--schema") { Description = "Prints the JSON schema of files of tests, for editors." };
        var imports = new ImportOptions();
        var command = new AlbCommand(
            "test",
            "Tests the rules of files: whether requests go where files of tests expect; sends nothing.",
            "alb test shop.tests.yaml plan.json")
        {
            files, format, schema,
        };
        imports.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(imports.AddTo(settingArguments, parsed), error, (_, settings) => Task.FromResult(
            parsed.GetValue(schema)
                ? TestCommand.TellSchema(output)
                : TestCommand.Run(settings, parsed.GetValue(files) ?? [], TestReports.Of(parsed.GetValue(format)), output, error))));
        return command;
    }
}
