using System.Globalization;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Expectations;

/// <summary>How a file of tests names a rule.</summary>
internal static class RulePriority
{
    /// <summary>What is wrong with one, or null.</summary>
    /// <param name="text">A priority, <c>default</c> or <c>none</c>; behind <c>not</c> any other is meant.</param>
    public static string? ProblemWith(string text) => Negation.Read(text).Word switch
    {
        ExpectShape.None or Explanation.DefaultPriority => null,
        var word when int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var priority)
            && priority is >= Bounds.LeastPriority and <= Bounds.MostPriority && word[0] != '0' => null,
        _ => $"must be a priority such as 10, or default, or none, and perhaps not before it, not {Quoted.Text(text)}",
    };
}
