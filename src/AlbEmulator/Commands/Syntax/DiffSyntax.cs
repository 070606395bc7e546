using System.CommandLine;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Model;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb diff</c>.</summary>
internal static class DiffSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var old = FileArguments.NoOption(new Argument<string>("OLD")
        {
            Description = "What there was: whatever alb run takes, such as a plan, a template or answers of aws elbv2 describe-…, or a folder of them; several "
                + "with commas between, as template.yaml,targets.yaml.",
        });
        var young = FileArguments.NoOption(new Argument<string>("NEW") { Description = "What there is to be; named in the same way." });
        var format = Choices.Option("--format", "How is told what is other: as text or as JSON.", DiffReports.Names);
        var same = new Option<string[]>("--same")
        {
            Description = "A load balancer or target group of OLD that is called otherwise in NEW, as a stack may name it; may be repeated.",
            HelpName = "OLD=NEW",
        };
        same.Validators.Add(static option =>
        {
            foreach (var token in option.Tokens.Where(static token => token.Value.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]))
            {
                option.AddError($"--same takes a name of OLD and one of NEW, such as shop-WebGr-1ABC=web, not '{Quoted.Plain(token.Value)}'");
            }
        });
        var imports = new ImportOptions(bindsPorts: false, sends: false);
        var command = new AlbCommand(
            "diff",
            "Tells what is other between two topologies, and what that means for requests; starts nothing.",
            "alb diff deployed.json plan.json")
        {
            old, young, same, format,
        };
        imports.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(imports.AddTo(settingArguments, parsed), error, (_, settings) => Task.FromResult(
            DiffCommand.Run(
                settings,
                new DiffArguments(
                    parsed.GetRequiredValue(old),
                    parsed.GetRequiredValue(young),
                    (parsed.GetValue(same) ?? []).Select(static pair => pair.Split('=')).DistinctBy(static pair => pair[0]).ToDictionary(static pair => pair[0], static pair => pair[1]),
                    DiffReports.Of(parsed.GetValue(format))),
                output,
                error))));
        return command;
    }
}
