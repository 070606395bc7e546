using AlbEmulator.Model;

namespace AlbEmulator.Tests.Rules.Conditions;

public sealed class HttpRequestMethodConditionTests
{
    [Theory]
    [InlineData("GET", "GET", true)]
    [InlineData("POST", "POST", true)]
    [InlineData("PUT", "PUT", true)]
    [InlineData("DELETE", "DELETE", true)]
    [InlineData("PATCH", "PATCH", true)]
    [InlineData("HEAD", "HEAD", true)]
    [InlineData("OPTIONS", "OPTIONS", true)]
    [InlineData("GET", "HEAD", false)]
    [InlineData("HEAD", "GET", false)]
    [InlineData("GET", "POST", false)]
    [InlineData("POST", "PUT", false)]
    [InlineData("PUT", "PATCH", false)]
    [InlineData("GET", "GETS", false)]
    [InlineData("GETS", "GET", false)]
    [InlineData("GET", "", false)]
    public void The_method_is_compared_whole(string value, string method, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForMethod(new Condition.HttpRequestMethod([value]), method));

    [Theory]
    [InlineData("GET", "get")]
    [InlineData("GET", "Get")]
    [InlineData("POST", "post")]
    [InlineData("CUSTOM", "custom")]
    public void The_method_is_case_sensitive(string value, string method) =>
        Assert.False(Conditions.HoldsForMethod(new Condition.HttpRequestMethod([value]), method));

    [Theory]
    [InlineData("PURGE")]
    [InlineData("VERSION-CONTROL")]
    [InlineData("MY_METHOD")]
    [InlineData("M")]
    public void Methods_of_ones_own_are_compared_too(string method) =>
        Assert.True(Conditions.HoldsForMethod(new Condition.HttpRequestMethod([method]), method));

    [Theory]
    [InlineData("P*", "POST")]
    [InlineData("?ET", "GET")]
    [InlineData("*", "GET")]
    public void A_method_has_no_wildcards(string value, string method) =>
        Assert.False(Conditions.HoldsForMethod(new Condition.HttpRequestMethod([value]), method));

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("POST", false)]
    [InlineData("head", false)]
    public void One_method_of_many_is_enough(string method, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForMethod(new Condition.HttpRequestMethod(["GET", "HEAD"]), method));
}
