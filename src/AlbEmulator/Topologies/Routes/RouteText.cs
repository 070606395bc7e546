using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies.Routes;

/// <summary>What routes stand for as the text of a file.</summary>
internal static class RouteText
{
    /// <summary>Where editors find what a topology file may hold.</summary>
    public const string Schema = "# yaml-language-server: $schema=./alb.schema.json\n";

    /// <param name="root">The topology.</param>
    /// <param name="words">The routes and options that it was made of.</param>
    public static string Of(Node root, IReadOnlyList<string> words) =>
        $"{Schema}# {Command("alb run", words)}\n{YamlText.Of(root)}";

    /// <summary>A command as it is typed into a shell.</summary>
    public static string Command(string command, IReadOnlyList<string> words) => string.Join(' ', [command, .. words.Select(ShellWord.Of)]);
}
