using AlbEmulator.Model;
using AlbEmulator.Rules.Conditions;

namespace AlbEmulator.Tests.Rules.Conditions;

/// <summary>
/// Patterns made to blow up, a thousand times over 8 KB: what tried every way would not end in this life, and what cost
/// the length of the text times that of the pattern would be noticed.
/// </summary>
public sealed class BlowUpTests
{
    private const int Length = 8192;
    private const int Times = 1000;

    [Theory]
    [InlineData("*a*a*a*a*a*b", false)]
    [InlineData("*a*a*a*a*a*b*", false)]
    [InlineData("*a?a?a?a?a?b*", false)]
    [InlineData("*?a*?a*?a*?a*?b*", false)]
    [InlineData("*a*a*a*a*a*", true)]
    [InlineData("*a?*a?*a?*a?*a", true)]
    public void A_wildcard_pattern_made_to_blow_up_ends(string pattern, bool holds)
    {
        var text = new string('a', Length);
        foreach (var ignoreCase in new[] { false, true })
        {
            var compiled = WildcardPattern.Compile(pattern, ignoreCase);
            for (var time = 0; time < Times; time++)
            {
                Assert.Equal(holds, compiled.Matches(text));
            }
        }
    }

    [Theory]
    [InlineData("^(a+)+$", false)]
    [InlineData("(a+)+$", false)]
    [InlineData("^(a|a)*$", false)]
    [InlineData("^(a|aa)+$", false)]
    [InlineData("^(a*)*b", true)]
    [InlineData("^(.*)(.*)(.*)(.*)(.*)[^ab]$", false)]
    [InlineData("^(a?){30}a{30}$", false)]
    [InlineData("(x+x+)+y", false)]
    public void A_regular_expression_made_to_blow_up_ends(string regex, bool holds)
    {
        Assert.Null(AlbRegex.ProblemWith(regex));
        var patterns = TextPatterns.Compile([], [regex], ignoreCase: false);
        var text = new string('a', Length - 1) + "b";
        for (var time = 0; time < Times; time++)
        {
            Assert.Equal(holds, patterns.AnyMatches(text));
        }
    }
}
