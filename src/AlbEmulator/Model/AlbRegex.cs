using System.Text.RegularExpressions;

namespace AlbEmulator.Model;

/// <summary>Regular expressions of conditions and transforms, run by an engine that never backtracks.</summary>
public static class AlbRegex
{
    /// <summary>What is wrong with a pattern, or null.</summary>
    public static string? ProblemWith(string pattern)
    {
        try
        {
            _ = Compile(pattern, ignoreCase: false);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return $"cannot be run: {Quoted.Sentence(exception.Message)}";
        }
    }

    /// <summary>Ready to run, from any thread.</summary>
    public static Regex Compile(string pattern, bool ignoreCase) => new(
        pattern,
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant |
            (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
}
