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
        var running = new Option<bool>("--running")
        {
            Description = "Tests the emulator that runs: sends the requests to its listeners, and asks it what became of them.",
        };
        var (imports, control) = (new ImportOptions(bindsPorts: false, sends: false), new AskingOptions());
        var command = new AlbCommand(
            "test",
            "Tests the rules of files: whether requests go where files of tests expect; sends nothing, but with --running.",
            "alb test shop.tests.yaml plan.json")
        {
            files, format, running, schema,
        };
        control.AddTo(command);
        imports.AddTo(command);
        command.Validators.Add(result =>
        {
            var isRunning = result.GetValue(running);
            SettingOptions others = isRunning ? imports : control;
            if (others.FirstGiven(result) is { } useless)
            {
                result.AddError(isRunning ? $"{useless} is for files, and --running reads none: leave one of the two out" : $"{useless} goes with --running");
            }
        });
        command.SetAction(parsed => parsed.GetValue(schema)
            ? Task.FromResult(TestCommand.TellSchema(output))
            : CommandLine.WithSettings(imports.AddTo(control.AddTo(settingArguments, parsed), parsed), error, (_, settings) => TestCommand.RunAsync(
                settings,
                new TestArguments(parsed.GetValue(files) ?? [], parsed.GetValue(running), TestReports.Of(parsed.GetValue(format))),
                output,
                error)));
        return command;
    }
}
