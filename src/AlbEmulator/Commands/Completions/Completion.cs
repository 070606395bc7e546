using System.CommandLine;
using AlbEmulator.Commands.Syntax;

namespace AlbEmulator.Commands.Completions;

/// <summary>What may come next on a command line that somebody types: commands, options, settings, and values of choices.</summary>
internal static class Completion
{
    /// <param name="root">The commands.</param>
    /// <param name="words">Those behind <c>alb</c>; the last one is not complete yet, and may be empty.</param>
    /// <returns>Whole words that begin as the last one does; none where anything may stand, such as a file.</returns>
    public static IReadOnlyList<string> Of(RootCommand root, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return [];
        }

        var (command, last) = ((Command)root, words[^1]);
        Option? open = null;
        foreach (var word in words.SkipLast(1))
        {
            open = Find(command, word) is { Arity.MaximumNumberOfValues: > 0 } option && open is null ? option : null;
            command = open is null && command.Subcommands.FirstOrDefault(sub => sub.Name == word) is { } sub ? sub : command;
        }

        var equals = last.IndexOf('=', StringComparison.Ordinal);
        IEnumerable<string> candidates =
            open is not null ? ValuesOf(open)
            : equals > 0 && Find(command, last[..equals]) is { } given ? ValuesOf(given).Select(value => $"{last[..equals]}={value}")
            : equals > 0 ? SettingNames.Choices.GetValueOrDefault(last[..equals].TrimStart('-'), []).Select(value => $"{last[..equals]}={value}")
            : last.StartsWith("--A", StringComparison.OrdinalIgnoreCase) ? Options(command).Concat(Settings)
            : last.StartsWith('-') ? Options(command).Append("--Alb:")
            : Subcommands(command).Concat(command.Arguments.SelectMany(static argument => ValuesOf(argument)));
        return [.. candidates.Where(word => word.StartsWith(last, StringComparison.OrdinalIgnoreCase)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>A name of the user's own, or a value, comes behind each.</summary>
    private static IEnumerable<string> Settings => SettingNames.All.Select(static name => name.EndsWith(':') ? $"--{name}" : $"--{name}=");

    private static Option? Find(Command command, string word) =>
        UsageWords.Options(command).FirstOrDefault(option => option.Name == word || option.Aliases.Contains(word));

    private static IEnumerable<string> Subcommands(Command command) =>
        command.Subcommands.Where(static sub => !sub.Hidden).Select(static sub => sub.Name);

    private static IEnumerable<string> Options(Command command) =>
        UsageWords.Options(command).Where(static option => !option.Hidden).SelectMany(static option => option.Aliases.Append(option.Name))
            .Where(static name => name.StartsWith("--", StringComparison.Ordinal));

    private static IEnumerable<string> ValuesOf(Symbol symbol) =>
        symbol.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(static item => item.Label);
}
