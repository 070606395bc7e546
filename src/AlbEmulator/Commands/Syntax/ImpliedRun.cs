using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary>
/// What may be typed without a command is to be run: nothing at all, a file, what looks like a file or a route, an option of
/// <c>alb run</c>. A bare word is a command, so that one that is misspelt is told.
/// </summary>
internal static class ImpliedRun
{
    /// <summary>Its name.</summary>
    public const string Name = "run";

    /// <summary>The words of a command line, with the command that is left out.</summary>
    public static IReadOnlyList<string> In(IReadOnlyList<string> arguments, RootCommand root) => arguments switch
    {
        [] => [Name],
        [var first, ..] when !IsOfRoot(first, root) && (IsOptionOfRun(first, root) || LooksLikeFile(first)) => [Name, .. arguments],
        _ => arguments,
    };

    private static bool IsOfRoot(string word, RootCommand root) =>
        root.Subcommands.Any(command => command.Name == word) || root.Options.Any(option => option.Name == word || option.Aliases.Contains(word));

    private static bool IsOptionOfRun(string word, RootCommand root)
    {
        var name = word.Split('=', ':')[0];
        return root.Subcommands.First(static command => command.Name == Name).Options
            .Any(option => option.Name == name || option.Aliases.Contains(name));
    }

    private static bool LooksLikeFile(string word) =>
        !UsageWords.IsOption(word) && UsageWords.Setting(word) is null && (word.IndexOfAny(['.', '/', '\\', '=', ':']) >= 0 || Path.Exists(word));
}
