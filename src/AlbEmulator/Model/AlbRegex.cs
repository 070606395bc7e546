using System.Text.RegularExpressions;

namespace AlbEmulator.Model;

/// <summary>Regular expressions of conditions and transforms, run by an engine that never backtracks.</summary>
public static class AlbRegex
{
    /// <summary>Ready to run, from any thread.</summary>
    public static Regex Compile(string pattern, bool ignoreCase) => new(
        pattern,
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
}
