using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Conditions;

namespace AlbEmulator.Tests.Rules.Conditions;

public sealed class QueryStringConditionTests
{
    [Theory]
    [InlineData("version", "v1", "/?version=v1", true)]
    [InlineData("version", "v1", "/?version=v2", false)]
    [InlineData("version", "v1", "/?v1=version", false)]
    [InlineData("version", "v1", "/?a=b&version=v1", true)]
    [InlineData("version", "v1", "/?version=v1&a=b", true)]
    [InlineData("version", "v1", "/?version=v2&version=v1", true)]
    [InlineData("version", "v1", "/?xversion=v1", false)]
    [InlineData("version", "v1", "/?version=v1x", false)]
    [InlineData("version", "v1", "/version=v1", false)]
    [InlineData("version", "v1", "/", false)]
    [InlineData("version", "v1", "/?", false)]
    [InlineData("version", "v*", "/?version=v17", true)]
    [InlineData("version", "v?", "/?version=v1", true)]
    [InlineData("version", "v?", "/?version=v17", false)]
    [InlineData("ver*", "v1", "/?version=v1", true)]
    [InlineData("?", "1", "/?a=1", true)]
    [InlineData("?", "1", "/?ab=1", false)]
    [InlineData("VERSION", "V1", "/?version=v1", true)]
    [InlineData("version", "v1", "/?Version=V1", true)]
    [InlineData("version", "*A*B*", "/?version=xaxbx", true)]
    [InlineData("a", "*x?z*", "/?a=wXyZw", true)]
    [InlineData("a", "b=c", "/?a=b=c", true)]
    [InlineData("a", "b", "/?a=b?c", false)]
    [InlineData("a", "b?c", "/?a=b?c", true)]
    [InlineData("a", "b", "/?a=b;c", false)]
    [InlineData("", "x", "/?=x", true)]
    public void A_parameter_is_compared_by_key_and_value(string key, string value, string uri, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForUri(Query(key, value), uri));

    [Theory]
    [InlineData("*example*", "/?x=an-example-of", true)]
    [InlineData("v1", "/?a=b&c=v1", true)]
    [InlineData("v1", "/?v1=a", false)]
    [InlineData("v1", "/?a=b&c=d", false)]
    [InlineData("*", "/?a", true)]
    [InlineData("*", "/", false)]
    [InlineData("*", "/?&&", false)]
    public void Without_a_key_the_value_is_looked_for_under_any_key(string value, string uri, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForUri(Query(null, value), uri));

    [Theory]
    [InlineData("a\\*c", "a*c", true)]
    [InlineData("a\\*c", "abc", false)]
    [InlineData("a\\?c", "a?c", true)]
    [InlineData("a\\?c", "abc", false)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("a\\**", "a*bc", true)]
    [InlineData("a\\**", "abc", false)]
    [InlineData("a\\b", "a\\b", true)]
    [InlineData("a\\", "a\\", true)]
    [InlineData("a\\\\*", "a\\*", true)]
    [InlineData("a\\\\*", "a\\bc", false)]
    public void A_backslash_makes_a_star_or_question_mark_literal_and_is_itself_elsewhere(
        string value, string sent, bool holds)
    {
        Assert.Equal(holds, Conditions.HoldsForUri(Query("k", value), $"/?k={sent}"));
        Assert.Equal(holds, Conditions.HoldsForUri(Query(value, "v"), $"/?{sent}=v"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("*", true)]
    [InlineData("?*", false)]
    public void A_key_without_an_equals_sign_has_the_empty_value(string value, bool holds)
    {
        Assert.Equal(holds, Conditions.HoldsForUri(Query("debug", value), "/?debug"));
        Assert.Equal(holds, Conditions.HoldsForUri(Query("debug", value), "/?debug="));
        Assert.Equal(holds, Conditions.HoldsForUri(Query("debug", value), "/?a=1&debug&b=2"));
    }

    [Theory]
    [InlineData("a b", "/?q=a%20b", false)]
    [InlineData("a%20b", "/?q=a%20b", true)]
    [InlineData("a b", "/?q=a+b", false)]
    [InlineData("a+b", "/?q=a+b", true)]
    [InlineData("%C3%A9", "/?q=%c3%a9", true)]
    [InlineData("a&b", "/?q=a%26b", false)]
    public void A_query_is_compared_as_it_was_sent_and_not_decoded(string value, string uri, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForUri(Query("q", value), uri));

    [Theory]
    [InlineData("/?a=b#c", true)]
    [InlineData("/?a=b#", true)]
    [InlineData("/?x=y#&a=b", false)]
    [InlineData("/#?a=b", false)]
    [InlineData("/?x=y?a=b", false)]
    [InlineData("/??a=b", false)]
    public void The_query_runs_from_the_first_question_mark_to_a_fragment(string uri, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForUri(Query("a", "b"), uri));

    [Fact]
    public void One_pair_of_many_is_enough()
    {
        var condition = new Condition.QueryString([new("version", "v1"), new(null, "*example*")]);

        Assert.True(Conditions.HoldsForUri(condition, "/?version=v1"));
        Assert.True(Conditions.HoldsForUri(condition, "/?x=example"));
        Assert.False(Conditions.HoldsForUri(condition, "/?version=v2"));
    }

    [Fact]
    public void The_query_of_the_request_before_is_forgotten()
    {
        var condition = CompiledCondition.Compile(Query("a", "b"));
        var subject = new RuleSubject { Uri = "/?a=b" };
        Assert.True(condition.Holds(subject));

        subject.Uri = "/?c=d";
        Assert.False(condition.Holds(subject));

        subject.Uri = "/?" + string.Join('&', Enumerable.Repeat("x=y", 2000)) + "&a=b";
        Assert.True(condition.Holds(subject));

        subject.Uri = "/";
        Assert.False(condition.Holds(subject));
    }

    private static Condition.QueryString Query(string? key, string value) => new([new QueryParameter(key, value)]);
}
