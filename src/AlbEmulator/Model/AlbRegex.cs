using System.Text.RegularExpressions;

namespace AlbEmulator.Model;

/// <summary>
/// Regular expressions of conditions and transforms in AWS's dialect, which is that of RE2: no look-around, no
/// back-references, no Unicode classes; <c>\d</c>, <c>\w</c> and <c>\s</c> are ASCII and <c>$</c> is the very end. They
/// are told to .NET in its own words and run by its engine that never backtracks, so that no text makes one hang.
/// Requests are compared byte by byte, a byte being a Latin-1 character.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions"/>
/// </summary>
public static class AlbRegex
{
    /// <summary>What is wrong with a pattern, in words that go on after its name; null when it can be run.</summary>
    public static string? ProblemWith(string pattern)
    {
        var translation = RegexTranslation.Of(pattern);
        if (translation.Problem is not null)
        {
            return translation.Problem;
        }

        try
        {
            _ = Build(translation.Text, ignoreCase: true);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return $"cannot be run: {exception.Message}";
        }
    }

    /// <summary>Ready to run, from any thread. Searches anywhere in a text that no anchor holds fast.</summary>
    /// <param name="pattern">One that <see cref="ProblemWith"/> found nothing wrong with.</param>
    /// <param name="ignoreCase">Of ASCII letters.</param>
    public static Regex Compile(string pattern, bool ignoreCase)
    {
        var translation = RegexTranslation.Of(pattern);
        return translation.Problem is null
            ? Build(translation.Text, ignoreCase)
            : throw new ArgumentException($"The pattern {translation.Problem}.", nameof(pattern));
    }

    private static Regex Build(string text, bool ignoreCase) => new(
        text,
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
}
