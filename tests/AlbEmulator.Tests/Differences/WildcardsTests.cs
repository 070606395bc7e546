using AlbEmulator.Differences;
using AlbEmulator.Rules.Conditions;

namespace AlbEmulator.Tests.Differences;

/// <summary>What two wildcard patterns have in common.</summary>
public sealed class WildcardsTests
{
    private static readonly string[] Patterns =
    [
        "/api/*", "/api/v?/*", "*.json", "/api/*.json", "/*", "*", "/a", "/?", "/ab*c*d", "*x*y", "a*b*a", "??", "/api", "", "*/v1/*", "/a*a",
    ];

    [Fact]
    public void Common_text_is_matched_by_both_and_is_there_where_one_is()
    {
        foreach (var (one, other) in Patterns.SelectMany(_ => Patterns, ValueTuple.Create))
        {
            AssertCommon(one, other);
        }
    }

    [Theory]
    [InlineData("/api/*", "/api/v1/*", true)]
    [InlineData("/api/v1/*", "/api/*", false)]
    [InlineData("/*", "*", false)]
    [InlineData("*", "/api", true)]
    [InlineData("/api/?*", "/api/*", false)]
    [InlineData("/?", "/a", true)]
    [InlineData("/a", "/a", true)]
    public void Pattern_covers_those_that_say_more(string one, string other, bool covers) => Assert.Equal(covers, Wildcards.Cover(one, other));

    private static void AssertCommon(string one, string other)
    {
        var common = Wildcards.Common(one, other);
        var (first, second) = (WildcardPattern.Compile(one, ignoreCase: false), WildcardPattern.Compile(other, ignoreCase: false));
        string[] tried = [.. Patterns.Select(Wildcards.Sample), .. Patterns.Select(pattern => pattern.Replace("*", "", StringComparison.Ordinal).Replace('?', 'a')), "/api/v1/x.json", "/abcd", "ba"];

        Assert.True(common is null || (first.Matches(common) && second.Matches(common)), common);
        Assert.Empty(common is null ? tried.Where(text => first.Matches(text) && second.Matches(text)) : []);
        Assert.True(!Wildcards.AreApart(one, other) || common is null);
        Assert.True(!Wildcards.Cover(one, other) || tried.All(text => !second.Matches(text) || first.Matches(text)));
    }
}
