using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb why</c>.</summary>
internal static class WhySyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var traceId = FileArguments.NoOption(new Argument<string?>("TRACE-ID")
        {
            Description = "X-Amzn-Trace-Id of the request, or its Root alone; the last request that failed if not given.",
            Arity = ArgumentArity.ZeroOrOne,
        });
        var options = new AskingOptions();
        var command = new AlbCommand(
            WhyCommand.Name, "Asks a running emulator why the last request failed: its rule, its target, the cause and what to do.", "alb why")
        {
            traceId,
        };
        options.AddTo(command);
        command.SetAction(parsed => CommandLine.WithSettings(options.AddTo(settingArguments, parsed), error, async (_, settings) =>
        {
            using var control = new ControlQuestion(settings);
            return await WhyCommand.RunAsync(control, parsed.GetValue(traceId), output, error);
        }));
        return command;
    }
}
