using AlbEmulator.Model;

namespace AlbEmulator.Tests.Rules.Conditions;

public sealed class PathPatternConditionTests
{
    [Theory]
    [InlineData("/img/*", "/img/", true)]
    [InlineData("/img/*", "/img/a", true)]
    [InlineData("/img/*", "/img/a/b", true)]
    [InlineData("/img/*", "/img", false)]
    [InlineData("/img/*", "/images/a", false)]
    [InlineData("/img/*", "/v1/img/a", false)]
    [InlineData("/img/*/pics", "/img/2026/pics", true)]
    [InlineData("/img/*/pics", "/img/2026/11/pics", true)]
    [InlineData("/img/*/pics", "/img//pics", true)]
    [InlineData("/img/*/pics", "/img/pics", false)]
    [InlineData("/img/*/pics", "/img/2026/pics/", false)]
    [InlineData("/package", "/package", true)]
    [InlineData("/package", "/package.service", false)]
    [InlineData("/package.service", "/package.service", true)]
    [InlineData("/package.service", "/packageXservice", false)]
    [InlineData("/package.service/method", "/package.service/method", true)]
    [InlineData("/package.service/*", "/package.service/method", true)]
    [InlineData("*", "/", true)]
    [InlineData("/", "/", true)]
    [InlineData("/", "/a", false)]
    [InlineData("/v?/users", "/v1/users", true)]
    [InlineData("/v?/users", "/v12/users", false)]
    [InlineData("/v?/users", "/v/users", false)]
    [InlineData("/v?users", "/v/users", true)]
    [InlineData("*.jpg", "/a/b.jpg", true)]
    [InlineData("*.jpg", "/a/b.jpg.exe", false)]
    [InlineData("/a$b~c\"d'e@f:g+h&i", "/a$b~c\"d'e@f:g+h&i", true)]
    [InlineData("*/admin*", "/x/admin/y", true)]
    [InlineData("/ab*ba", "/aba", false)]
    [InlineData("**/x**", "/x", true)]
    [InlineData("/*?", "/", false)]
    [InlineData("/*?", "/a", true)]
    public void Path_pattern_compares_the_whole_path_with_wildcards(string pattern, string uri, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForUri(new Condition.PathPattern([pattern]), uri));

    [Theory]
    [InlineData("/API/*", "/api/x")]
    [InlineData("/api/*", "/API/x")]
    [InlineData("*/Login", "/login")]
    [InlineData("*Login*", "/login/x")]
    [InlineData("*L?gin*", "/login/x")]
    public void Path_pattern_is_case_sensitive(string pattern, string uri) =>
        Assert.False(Conditions.HoldsForUri(new Condition.PathPattern([pattern]), uri));

    [Theory]
    [InlineData("/a", "/a?b=/c", true)]
    [InlineData("/a*c", "/a?b=/c", false)]
    [InlineData("/a*", "/a?b=/c", true)]
    [InlineData("/a", "/a?", true)]
    [InlineData("/a", "/a#b", true)]
    [InlineData("/a", "/a#b?c", true)]
    [InlineData("/a??", "/a?b", false)]
    public void The_query_and_the_fragment_are_not_part_of_the_path(string pattern, string uri, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForUri(new Condition.PathPattern([pattern]), uri));

    [Theory]
    [InlineData("/a/b", "/a//b")]
    [InlineData("/a/b", "/a/./b")]
    [InlineData("/a/b", "/a/c/../b")]
    [InlineData("/a/b", "/a%2Fb")]
    [InlineData("/a/b", "/%61/b")]
    public void The_path_is_compared_as_it_was_sent_and_not_normalized(string pattern, string uri) =>
        Assert.False(Conditions.HoldsForUri(new Condition.PathPattern([pattern]), uri));

    [Fact]
    public void Bytes_above_127_are_met_by_wildcards_only()
    {
        Assert.True(Conditions.HoldsForUri(new Condition.PathPattern(["/caf*"]), "/caf\u00c3\u00a9"));
        Assert.True(Conditions.HoldsForUri(new Condition.PathPattern(["/caf??"]), "/caf\u00c3\u00a9"));
        Assert.True(Conditions.HoldsForUri(new Condition.PathPattern(["*f??*"]), "/caf\u00c3\u00a9/x"));
        Assert.False(Conditions.HoldsForUri(new Condition.PathPattern(["/cafe"]), "/caf\u00c3\u00a9"));
    }

    [Theory]
    [InlineData(@"^\/api\/(.*)$", "/api/users", true)]
    [InlineData(@"^\/api\/(.*)$", "/api", false)]
    [InlineData(@"^\/api\/(.*)$", "/v1/api/users", false)]
    [InlineData(@"^/orders/\d+$", "/orders/17", true)]
    [InlineData(@"^/orders/\d+$", "/orders/17?x=1", true)]
    [InlineData(@"^/orders/\d+$", "/orders/x", false)]
    [InlineData("^/(en|de)/", "/de/haus", true)]
    [InlineData("^/(en|de)/", "/fr/maison", false)]
    [InlineData("b=", "/a?b=c", false)]
    public void A_regular_expression_is_compared_with_the_path(string regex, string uri, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForUri(new Condition.PathPattern([]) { RegexValues = [regex] }, uri));

    [Fact]
    public void A_regular_expression_for_a_path_is_looked_for_anywhere_and_in_its_case()
    {
        Assert.True(Conditions.HoldsForUri(new Condition.PathPattern([]) { RegexValues = ["pi/us"] }, "/api/users"));
        Assert.False(Conditions.HoldsForUri(new Condition.PathPattern([]) { RegexValues = ["API"] }, "/api/users"));
        Assert.True(Conditions.HoldsForUri(new Condition.PathPattern([]) { RegexValues = ["(?i)API"] }, "/api/users"));
    }
}
