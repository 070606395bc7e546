using System.Text.RegularExpressions;

namespace AlbEmulator.Model;

/// <summary>
/// Regular expressions of conditions and transforms in AWS's dialect, which is that of RE2: no look-around, no
/// back-references, no Unicode classes; <c>\d</c>, <c>\w</c> and <c>\s</c> are ASCII and <c>$</c> is the very end.
/// Requests are compared byte by byte, a byte being a Latin-1 character.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions"/>
/// </summary>
public static class AlbRegex
{
    /// <summary>What is wrong with a pattern, in words that go on after its name; null when it can be run.</summary>
    public static string? ProblemWith(string pattern)
    {
        var (node, problem) = RegexReader.Read(pattern, ignoreCase: true);
        if (problem is not null)
        {
            return problem;
        }

        try
        {
            _ = Build(node);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return $"cannot be run: {exception.Message}";
        }
    }

    /// <summary>
    /// For captures, from any thread; searches anywhere in a text that no anchor holds fast. It never backtracks, but the
    /// first texts cost more than those after them, since states are made when they are met. <c>\b</c> takes letters
    /// above ASCII for letters.
    /// </summary>
    /// <param name="pattern">One that <see cref="ProblemWith"/> found nothing wrong with.</param>
    /// <param name="ignoreCase">Of ASCII letters.</param>
    public static Regex Compile(string pattern, bool ignoreCase) => Build(Read(pattern, ignoreCase));

    /// <summary>The pattern as it was read, for what runs it without captures.</summary>
    internal static RegexNode Read(string pattern, bool ignoreCase)
    {
        var (node, problem) = RegexReader.Read(pattern, ignoreCase);
        return problem is null ? node : throw new ArgumentException($"The pattern {problem}.", nameof(pattern));
    }

    private static Regex Build(RegexNode node) =>
        new(RegexText.Of(node), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
