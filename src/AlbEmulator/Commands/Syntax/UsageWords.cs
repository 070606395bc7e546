using System.CommandLine;
using System.CommandLine.Parsing;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Commands.Syntax;

/// <summary>What is wrong with what was typed, and what to type instead: three lines at most.</summary>
internal static class UsageWords
{
    private const int MostLines = 2;
    private const string NoOption = "There is no option ";

    /// <summary>What people type who know other programs.</summary>
    private static readonly Dictionary<string, string> OtherWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["start"] = "run",
        ["up"] = "run",
        ["serve"] = "run",
        ["lint"] = "check",
        ["validate"] = "check",
        ["import"] = "convert",
        ["status"] = "health",
        ["ping"] = "health",
        ["version"] = "--version",
    };

    /// <param name="parsed">With errors.</param>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var told = Told(parsed, command).Distinct().ToList();
        var ours = told.Where(static line => line.IsOurs).ToList();
        // Of an option that there is not, the word behind it and what is missing would be told as well.
        var lines = (ours.Count > 0 ? ours : told).Select(static line => line.Text).Take(MostLines);
        return [.. lines, command is RootCommand
            ? "alb --help tells the commands, alb COMMAND --help the options of one."
            : $"alb {NameOf(command)} --help tells what it takes."];
    }

    /// <summary>That a value stands behind an option that takes none: the parser would take it for a file. Null for nothing.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="arguments">The same, as it was typed.</param>
    public static string? NeedlessValue(ParseResult parsed, IEnumerable<string> arguments)
    {
        var flags = parsed.CommandResult.Command.Options.Where(static option => option.ValueType == typeof(bool)).Select(static option => option.Name);
        var given = arguments.FirstOrDefault(argument => argument.Split('=') is [var name, not ("true" or "false")] && flags.Contains(name));
        return given is null ? null : $"{given.Split('=')[0]} takes no value: write {given.Split('=')[0]}";
    }

    public static bool IsOption(string text) => text.Length > 1 && text[0] == '-';

    /// <summary>That there is no such option, and what was meant: another of the command, a setting, or one of another command.</summary>
    public static string UnknownOption(string written, Command command)
    {
        var name = written.Split('=')[0];
        var plain = name.TrimStart('-');
        var value = written.Length > name.Length ? written[name.Length..] : "=…";
        var known = Options(command).SelectMany(static option => option.Aliases.Append(option.Name)).ToList();
        var setting = SettingNames.Of(written)
            ?? SettingNames.All.FirstOrDefault(setting => SettingNames.IsCalled(setting, plain))
            ?? (plain.Contains(':', StringComparison.Ordinal) ? SettingNames.NearestPath(plain) : null);
        var meant = known.Find(option => string.Equals(option.TrimStart('-'), plain, StringComparison.OrdinalIgnoreCase))
            ?? (setting is null ? null : $"--{setting}{value}")
            ?? Spelling.Nearest(name, known)
            ?? (SettingNames.Nearest(plain) is { } near ? $"--{near}{value}" : null);
        var elsewhere = Beside(command).FirstOrDefault(other => other.Options.Any(option => option.Name == name));
        var told = elsewhere is not null ? $": alb {NameOf(elsewhere)} has it"
            : meant is not null ? $": did you mean {Quoted.Plain(meant)}?"
            : "";
        return $"{NoOption}{Quoted.Plain(name)}{told}{(File.Exists(written) ? $", and the file of that name is written ./{Quoted.Plain(written)}" : "")}";
    }

    /// <summary>The setting that a word without its hyphens was meant for; null where it is none.</summary>
    public static string? Setting(string written) =>
        written.Contains('=', StringComparison.Ordinal) && !File.Exists(written) && SettingNames.Of(written) is { } setting
            ? $"{Quoted.Text(written)} is no file: did you mean --{setting}{written[written.IndexOf('=', StringComparison.Ordinal)..]}?"
            : null;

    private static IEnumerable<(string Text, bool IsOurs)> Told(ParseResult parsed, Command command)
    {
        foreach (var token in parsed.UnmatchedTokens)
        {
            yield return Setting(token) is { } setting ? (setting, true)
                : IsOption(token) ? (UnknownOption(token, command), true)
                : (TooMany(token, command), false);
        }

        foreach (var error in parsed.Errors)
        {
            if (Of(error, parsed) is { } text)
            {
                yield return (text, text == error.Message);
            }
        }
    }

    /// <summary>Null of what is told by the words that are left over; words of our own are those of the error.</summary>
    private static string? Of(ParseError error, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return error.SymbolResult switch
        {
            OptionResult { IdentifierToken.Value: var name, Tokens.Count: 0 } option => $"{name} needs a value: {name} {ValueOf(option.Option)}",
            OptionResult { IdentifierToken.Value: var name } option when option.Option.ValueType == typeof(bool) => $"{name} takes no value",
            OptionResult { IdentifierToken.Value: var name, Option.Arity.MaximumNumberOfValues: 1, Tokens.Count: > 1 } option =>
                $"{name} is given twice, as {Given(option.Tokens)}: give it once",
            OptionResult { IdentifierToken: null } or ArgumentResult { Tokens.Count: 0 } =>
                $"alb {NameOf(command)} needs {Missing(parsed)}{(command is AlbCommand { Example: var example } ? $", such as {example}" : "")}",
            CommandResult when command.Subcommands.Count > 0 =>
                parsed.UnmatchedTokens.Count > 0 ? null : $"alb {NameOf(command)} needs what to do: {Words.Or([.. command.Subcommands.Select(static sub => $"alb {NameOf(sub)}")])}",
            CommandResult => parsed.UnmatchedTokens.Count > 0 ? null : error.Message,
            _ => error.Message,
        };
    }

    private static string Missing(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return string.Join(' ', [
            .. command.Arguments
                .Where(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 })
                .Select(static argument => argument.Name),
            .. command.Options
                .Where(option => option.Required && parsed.GetResult(option) is not { Tokens.Count: > 0 })
                .Select(static option => $"{option.Name} {ValueOf(option)}")]);
    }

    private static string TooMany(string token, Command command)
    {
        if (command.Subcommands.Count > 0)
        {
            var names = command.Subcommands.Where(static sub => !sub.Hidden).Select(static sub => sub.Name).ToList();
            var meant = Spelling.Nearest(token, names) ?? (command is RootCommand ? OtherWords.GetValueOrDefault(token) : null);
            var path = command is RootCommand ? "" : $"{NameOf(command)} ";
            return $"There is no command {path}{Quoted.Plain(token)}: "
                + (meant is null ? $"there are {string.Join(", ", names)}" : $"did you mean alb {path}{meant}?");
        }

        return $"alb {NameOf(command)} takes {Taken(command)}, and not also '{Quoted.Plain(token)}'";
    }

    private static string Taken(Command command) =>
        command.Arguments.Count == 0 ? "options alone" : $"{string.Join(' ', command.Arguments.Select(static argument => argument.Name))} alone";

    private static string ValueOf(Option option) => option.HelpName ?? "VALUE";

    private static string Given(IEnumerable<Token> tokens) =>
        string.Join(" and as ", tokens.Take(MostLines).Select(static token => $"'{Quoted.Plain(token.Value)}'"));

    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } above and not RootCommand ? $"{above.Name} {command.Name}" : command.Name;

    /// <summary>Without a command those of <c>alb run</c> may stand too; <c>--help</c> may stand with each.</summary>
    public static IEnumerable<Option> Options(Command command) => command.Options
        .Concat(command is RootCommand ? command.Subcommands.Where(static sub => sub.Name == ImpliedRun.Name).SelectMany(static run => run.Options) : [])
        .Concat(command.Parents.OfType<Command>().SelectMany(static above => above.Options.Where(static option => option.Recursive)));

    private static IEnumerable<Command> Beside(Command command) =>
        command.Parents.OfType<Command>().SelectMany(static above => above.Subcommands).Where(other => other != command);
}
