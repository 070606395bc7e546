using AlbEmulator.Differences;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Differences;

/// <summary>Which rules stayed.</summary>
public sealed class RulePairsTests
{
    [Theory]
    [InlineData("abc", "abc", "abc", "", "")]
    [InlineData("abc", "xabc", "abc", "", "x")]
    [InlineData("abc", "ac", "ac", "b", "")]
    [InlineData("abc", "cab", "ab", "c", "c")]
    [InlineData("abcdef", "fabcde", "abcde", "f", "f")]
    [InlineData("aab", "aba", "aa", "b", "b")]
    [InlineData("", "ab", "", "", "ab")]
    [InlineData("ab", "", "", "ab", "")]
    public void Most_rules_that_come_in_the_same_order_stayed(string before, string after, string stayed, string left, string came)
    {
        var pairs = RulePairs.Of(Rules(before), Rules(after), Said, Said);

        Assert.Equal(stayed, string.Concat(pairs.Stayed.Select(pair => Said(pair.After))));
        Assert.All(pairs.Stayed, pair => Assert.Equal(Said(pair.Before), Said(pair.After)));
        Assert.Equal(left, string.Concat(pairs.Before.Select(Said)));
        Assert.Equal(came, string.Concat(pairs.After.Select(Said)));
    }

    private static Rule[] Rules(string names) => [.. names.Select((name, index) => new Rule
    {
        ListenerArn = "",
        Priority = index + 1,
        Conditions = [new Condition.PathPattern([name.ToString()])],
        Actions = [],
    })];

    private static string Said(Rule rule) => ((Condition.PathPattern)rule.Conditions[0]).Values[0];
}
