using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb wait healthy</c>.</summary>
internal static class WaitSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var groups = FileArguments.NoOption(new Argument<string[]>("GROUP")
        {
            Description = "Names of target groups; every group with targets that get requests if not given.",
            Arity = ArgumentArity.ZeroOrMore,
        });
        var timeout = new Option<string>("--timeout")
        {
            Description = "How long to wait, such as 500ms, 30s or 2m; 30s if not given.",
            HelpName = "TIME",
        };
        timeout.Validators.Add(Durations.Check);
        var options = new AskingOptions();
        var healthy = new AlbCommand(
            "healthy",
            "Waits until every target of the groups is healthy: exit code 0, or 1 when the time is over.",
            "alb wait healthy web orders --timeout 1m")
        {
            groups, timeout,
        };
        options.AddTo(healthy);
        healthy.SetAction(parsed => CommandLine.WithSettings(options.AddTo(settingArguments, parsed), error, (_, settings) =>
            WaitCommand.RunAsync(
                settings,
                parsed.GetValue(groups) ?? [],
                Durations.Parse(parsed.GetValue(timeout) ?? "30s")!.Value,
                output,
                error)));
        return new AlbCommand("wait", "Waits for a running emulator.", "alb wait healthy --timeout 30s") { healthy };
    }
}
