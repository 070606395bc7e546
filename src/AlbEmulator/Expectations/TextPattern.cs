using AlbEmulator.Rules.Conditions;

namespace AlbEmulator.Expectations;

/// <summary>A text in which <c>*</c> stands for any characters, and <c>\*</c> for a star. It is case-sensitive.</summary>
internal sealed class TextPattern(string written)
{
    /// <summary>Of a condition, where a question mark would stand for any one character.</summary>
    private readonly WildcardPattern _pattern = WildcardPattern.Compile(
        written.Replace("?", @"\?", StringComparison.Ordinal), ignoreCase: false, escapes: true);

    /// <summary>Whether every text will do.</summary>
    public bool IsAny => written.Length > 0 && written.All(static character => character == '*');

    public bool Matches(string text) => _pattern.Matches(text);

    /// <summary>As it was written.</summary>
    public override string ToString() => written;
}
