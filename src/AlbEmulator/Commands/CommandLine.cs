using System.CommandLine;
using System.CommandLine.Help;
using AlbEmulator.Commands.Completions;
using AlbEmulator.Commands.Syntax;
using AlbEmulator.Machine;

namespace AlbEmulator.Commands;

/// <summary>The command line: which command, with which settings.</summary>
public static class CommandLine
{
    private const int HelpWidth = 110;

    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args is [CompletionScripts.Asked, .. var words])
        {
            await output.WriteAsync(string.Concat(Completion.Of(Root([], output, error), words).Select(static word => $"{word}\n")));
            return ExitCode.Good;
        }

        var (settingArguments, commandArguments) = SettingArguments.Split(args);
        var root = Root(settingArguments, output, error);
        commandArguments = [.. ImpliedRun.In(commandArguments, root)];
        var parsed = root.Parse(
            // An argument that begins with @ is no file of more arguments.
            commandArguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var line in UsageWords.Of(parsed))
            {
                await error.WriteLineAsync(line);
            }

            return ForHealth(parsed.CommandResult.Command, ExitCode.WrongUse);
        }

        if (UsageWords.NeedlessValue(parsed, commandArguments) is { } needless)
        {
            await error.WriteLineAsync(needless);
            return ExitCode.WrongUse;
        }

        // Each command minds signals itself: a run may take longer to stop than the parser would wait.
        return await parsed.InvokeAsync(new() { Output = output, Error = error, ProcessTerminationTimeout = null });
    }

    private static RootCommand Root(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand(
            """
            An AWS Application Load Balancer that runs on your own machine.

            alb http://localhost:3000 puts it before a service of yours, and needs no file. Without a command alb does as alb run.
            Any setting of appsettings.json can be given as --Alb:Name=value, or as Alb__Name in the environment.
            """)
        {
            RunSyntax.Of(settingArguments, error),
            InitSyntax.Of(settingArguments, output, error),
            CheckSyntax.Of(settingArguments, output, error),
            ExplainSyntax.Of(settingArguments, output, error),
            TestSyntax.Of(settingArguments, output, error),
            DiffSyntax.Of(settingArguments, output, error),
            ConvertSyntax.Of(settingArguments, output, error),
            CompareSyntax.Of(settingArguments, output, error),
            EchoSyntax.Of(settingArguments, output, error),
            HealthSyntax.Of(settingArguments, output, error),
            WhySyntax.Of(settingArguments, output, error),
            HelpCommand.Create(output, error),
            WaitSyntax.Of(settingArguments, output, error),
            EnvSyntax.Of(settingArguments, output, error),
            TrustSyntax.Of(settingArguments, output, error),
            CompletionSyntax.Of(output),
        };
        // Shells are answered by a way of their own, which knows settings too.
        root.Directives.Clear();
        foreach (var version in root.Options.OfType<VersionOption>())
        {
            version.Action = new VersionAction(output);
        }

        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpPage(new HelpAction { MaxWidth = HelpWidth }, output);
        }

        return root;
    }

    /// <summary>A HEALTHCHECK knows 0 and 1 only.</summary>
    internal static int ForHealth(Command command, int exitCode) =>
        command.Name == HealthCommand.Name ? Math.Min(exitCode, ExitCode.Failed) : exitCode;

    /// <summary>Does what a command does, if its settings can be read.</summary>
    internal static async Task<int> WithSettings(
        IReadOnlyList<string> settingArguments, TextWriter error, Func<IConfiguration, AlbSettings, Task<int>> command)
    {
        var read = SettingsReader.Read(settingArguments);
        foreach (var told in read.Notes.Select(static note => $"note: {note}").Concat(read.Problems))
        {
            await error.WriteLineAsync(told);
        }

        if (read.Problems.Count > 0)
        {
            return ExitCode.WrongUse;
        }

        try
        {
            return await command(read.Configuration, read.Settings);
        }
        catch (Exception exception)
        {
            await error.WriteLineAsync($"alb failed. {Unattended.Reason(exception)}");
            return ExitCode.Failed;
        }
    }
}
