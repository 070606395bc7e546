using System.Text.RegularExpressions;

namespace AlbEmulator.Model;

/// <summary>Words of a command as they are typed into a shell.</summary>
public static partial class ShellWord
{
    /// <summary>The word itself, in quotation marks where a shell would do something with it.</summary>
    public static string Of(string word) => Plain().IsMatch(word) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A command and its words, as somebody can paste it into a shell.</summary>
    public static string Line(params IEnumerable<string> words) => string.Join(' ', words.Select(Of));

    [GeneratedRegex(@"^[A-Za-z0-9_./:=,@%+-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
