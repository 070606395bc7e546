using AlbEmulator.Model;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Rules.Conditions;

public sealed class HttpHeaderConditionTests
{
    [Theory]
    [InlineData("*Chrome*", "Mozilla/5.0 Chrome/120", true)]
    [InlineData("*Safari*", "Mozilla/5.0 Chrome/120", false)]
    [InlineData("Mozilla*", "Mozilla/5.0", true)]
    [InlineData("*5.0", "Mozilla/5.0", true)]
    [InlineData("Mozilla/5.0", "Mozilla/5.0", true)]
    [InlineData("Mozilla", "Mozilla/5.0", false)]
    [InlineData("Mozilla/?.0", "Mozilla/5.0", true)]
    [InlineData("Mozilla/?.0", "Mozilla/15.0", false)]
    [InlineData("Mozilla?5.0", "Mozilla 5.0", true)]
    [InlineData("*", "x", true)]
    [InlineData("*", "", true)]
    [InlineData("?", "", false)]
    [InlineData("?*", "x", true)]
    [InlineData("a b", "a b", true)]
    [InlineData("a b", "a  b", false)]
    [InlineData("a,b", "a, b", false)]
    [InlineData("*a*b*c*", "xxaxxbxxcxx", true)]
    [InlineData("*a*b*c*", "xxcxxbxxaxx", false)]
    [InlineData("*a?b*", "aab", true)]
    [InlineData("*a?b*", "ab", false)]
    [InlineData("a\\*b", "a*b", false)]
    [InlineData("a\\*b", "a\\xb", true)]
    [InlineData("123*6*89", "123456789", true)]
    [InlineData("aa*aa", "aaa", false)]
    [InlineData("aa*aa", "aaaa", true)]
    public void A_header_is_compared_whole_and_with_wildcards(string pattern, string value, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForHeader(new Condition.HttpHeader("User-Agent", [pattern]), "User-Agent", value));

    [Theory]
    [InlineData("User-Agent", "user-agent", "chrome", "CHROME")]
    [InlineData("USER-AGENT", "User-Agent", "*OME", "chrome")]
    [InlineData("x-tenant", "X-TENANT", "b?UE", "Blue")]
    [InlineData("x-tenant", "X-Tenant", "*L?e*", "the BLUE one")]
    [InlineData("x-tenant", "X-Tenant", "*LU*", "the Blue one")]
    public void Name_and_value_of_a_header_are_case_insensitive(string name, string sentName, string pattern, string value) =>
        Assert.True(Conditions.HoldsForHeader(new Condition.HttpHeader(name, [pattern]), sentName, value));

    [Fact]
    public void A_repeated_header_is_searched_line_by_line()
    {
        var condition = new Condition.HttpHeader("X-Role", ["admin", "root"]);

        Assert.True(Conditions.HoldsForHeader(condition, "X-Role", "guest", "user", "root"));
        Assert.True(Conditions.HoldsForHeader(condition, "X-Role", "admin", "user"));
        Assert.False(Conditions.HoldsForHeader(condition, "X-Role", "guest", "user"));
    }

    [Fact]
    public void Lines_of_a_repeated_header_are_not_joined()
    {
        Assert.False(Conditions.HoldsForHeader(new Condition.HttpHeader("X-Role", ["guest*user"]), "X-Role", "guest", "user"));
        Assert.False(Conditions.HoldsForHeader(new Condition.HttpHeader("X-Role", ["admin"]), "X-Role", "guest, admin"));
    }

    [Fact]
    public void An_absent_header_matches_nothing_also_not_a_star()
    {
        Assert.False(Conditions.HoldsForHeader(new Condition.HttpHeader("X-Role", ["*"]), "X-Other", "admin"));
        Assert.False(Conditions.HoldsForHeader(new Condition.HttpHeader("X-Role", []) { RegexValues = [".*"] }, "X-Other", "a"));
    }

    [Fact]
    public void A_control_character_is_met_by_wildcards_only()
    {
        Assert.False(Conditions.HoldsForHeader(new Condition.HttpHeader("X-Role", ["ab"]), "X-Role", "a\tb"));
        Assert.False(Conditions.HoldsForHeader(new Condition.HttpHeader("X-Role", ["a b"]), "X-Role", "a\tb"));
        Assert.True(Conditions.HoldsForHeader(new Condition.HttpHeader("X-Role", ["a*b"]), "X-Role", "a\tb"));
    }

    [Theory]
    [InlineData("^v[0-9]+$", "v17", true)]
    [InlineData("^v[0-9]+$", "v", false)]
    [InlineData("^V[0-9]+$", "v17", true)]
    [InlineData("chrome/1[0-9]{2}", "Mozilla/5.0 Chrome/120", true)]
    [InlineData(".+", "", false)]
    public void A_regular_expression_for_a_header_is_looked_for_anywhere_and_in_any_case(
        string regex, string value, bool holds) =>
        Assert.Equal(
            holds,
            Conditions.HoldsForHeader(new Condition.HttpHeader("X-Version", []) { RegexValues = [regex] }, "X-Version", value));

    [Fact]
    public void Headers_of_the_request_before_are_forgotten()
    {
        var condition = AlbEmulator.Rules.Conditions.CompiledCondition.Compile(new Condition.HttpHeader("X-Role", ["admin"]));
        var headers = new HeaderDictionary { ["X-Role"] = "admin" };
        var subject = new RuleSubject { Headers = headers };
        Assert.True(condition.Holds(subject));

        // Kestrel fills the same object again.
        headers["X-Role"] = "guest";
        subject.Headers = headers;

        Assert.False(condition.Holds(subject));
    }

    [Fact]
    public void Many_headers_can_be_asked_for_in_turn()
    {
        var names = Enumerable.Range(0, 100).Select(number => $"X-Header-{number}").ToList();
        var headers = new HeaderDictionary();
        foreach (var name in names)
        {
            headers[name] = $"value of {name}";
        }

        var subject = new RuleSubject { Headers = headers };
        Assert.All(
            names.Concat(names),
            name => Assert.True(Conditions.Holds(new Condition.HttpHeader(name, [$"value of {name}"]), subject)));
    }
}
