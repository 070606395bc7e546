using System.Text.RegularExpressions;
using AlbEmulator.Documents;

namespace AlbEmulator.Topologies.Routes;

/// <summary>What routes stand for as the text of a file.</summary>
internal static partial class RouteText
{
    /// <summary>Where editors find what a topology file may hold.</summary>
    public const string Schema = "# yaml-language-server: $schema=./alb.schema.json\n";

    /// <param name="root">The topology.</param>
    /// <param name="words">The routes and options that it was made of.</param>
    public static string Of(Node root, IReadOnlyList<string> words) =>
        $"{Schema}# {Command("alb run", words)}\n{YamlText.Of(root)}";

    /// <summary>A command as it is typed into a shell.</summary>
    public static string Command(string command, IReadOnlyList<string> words) => string.Join(' ', [command, .. words.Select(Word)]);

    private static string Word(string word) =>
        Plain().IsMatch(word) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9_./:=,@%+-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
