using AlbEmulator.Model;

namespace AlbEmulator.Tests.Rules.Conditions;

public sealed class HostHeaderConditionTests
{
    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("example.com", "test.example.com", false)]
    [InlineData("example.com", "example.co", false)]
    [InlineData("example.com", "example.com.au", false)]
    [InlineData("example.com", "exampleXcom", false)]
    [InlineData("test.example.com", "test.example.com", true)]
    [InlineData("*.example.com", "test.example.com", true)]
    [InlineData("*.example.com", "a.b.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", ".example.com", true)]
    [InlineData("*example.com", "example.com", true)]
    [InlineData("*.example.com", "test.example.com.evil.org", false)]
    [InlineData("*.*.com", "test.example.com", true)]
    [InlineData("*.*.com", "example.com", false)]
    [InlineData("api-?.example.com", "api-1.example.com", true)]
    [InlineData("api-?.example.com", "api-.example.com", false)]
    [InlineData("api-?.example.com", "api-12.example.com", false)]
    [InlineData("api-??.example.com", "api-12.example.com", true)]
    [InlineData("?.example.com", "..example.com", true)]
    [InlineData("api.*.example.com", "api.eu.example.com", true)]
    [InlineData("api.*.example.com", "api.eu.west.example.com", true)]
    [InlineData("api.*.example.com", "api.example.com", false)]
    [InlineData("www.example.*", "www.example.org", true)]
    [InlineData("www.example.*", "www.example.", true)]
    [InlineData("*", "anything", true)]
    [InlineData("a*a.com", "a.com", false)]
    [InlineData("*.example.com", "192.0.2.1", false)]
    public void Host_header_compares_the_whole_name_with_wildcards(string pattern, string host, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForHost(new Condition.HostHeader([pattern]), host));

    [Theory]
    [InlineData("example.com", "EXAMPLE.com", true)]
    [InlineData("EXAMPLE.Com", "example.com", true)]
    [InlineData("*.Example.COM", "TEST.eXample.com", true)]
    [InlineData("API-?.example.com", "api-X.example.com", true)]
    [InlineData("*ExA*MpLe.com", "exa-mple.com", true)]
    [InlineData("*E?a*.com", "exa-mple.com", true)]
    public void Host_header_is_case_insensitive(string pattern, string host, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForHost(new Condition.HostHeader([pattern]), host));

    [Theory]
    [InlineData("example.com:8443", false)]
    [InlineData("example.com:8080", false)]
    [InlineData("example.com:80", false)]
    [InlineData("Example.com:65535", false)]
    [InlineData("test.example.com:8443", false)]
    // An empty port is none [?].
    [InlineData("example.com:", true)]
    // The dot is part of the name that the client chose [?].
    [InlineData("example.com.", false)]
    public void The_port_of_a_Host_header_is_compared_and_no_value_can_hold_it(string host, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForHost(new Condition.HostHeader(["example.com", "*.example.com"]), host));

    [Fact]
    public void One_value_of_many_is_enough()
    {
        var condition = new Condition.HostHeader(["a.example.com", "*.example.org", "c.example.net"]);

        Assert.True(Conditions.HoldsForHost(condition, "a.example.com"));
        Assert.True(Conditions.HoldsForHost(condition, "b.example.org"));
        Assert.True(Conditions.HoldsForHost(condition, "c.example.net"));
        Assert.False(Conditions.HoldsForHost(condition, "a.example.net"));
    }

    [Theory]
    [InlineData(@"^(.*)\.example\.com$", "test.example.com", true)]
    [InlineData(@"^(.*)\.example\.com$", "example.com", false)]
    [InlineData(@"^(.*)\.example\.com$", "test.example.com.evil.org", false)]
    [InlineData(".+", "example.com", true)]
    [InlineData("^api-[0-9]+", "api-17.example.com", true)]
    [InlineData("^api-[0-9]+$", "api-17.example.com", false)]
    [InlineData("^.{3}$", "abc:8080", false)]
    [InlineData("^abc$", "abc:8080", false)]
    [InlineData(@"^example\.com:8443$", "example.com:8443", true)]
    [InlineData(@"^example\.com:8443$", "EXAMPLE.com:8443", true)]
    [InlineData(@"^example\.com:8443$", "example.com", false)]
    [InlineData(@"^example\.com:8443$", "example.com:9443", false)]
    [InlineData(@"^\[::1\]:8443$", "[::1]:8443", true)]
    public void A_regular_expression_is_compared_with_name_and_port(string regex, string host, bool holds) =>
        Assert.Equal(holds, Conditions.HoldsForHost(new Condition.HostHeader([]) { RegexValues = [regex] }, host));

    [Fact]
    public void A_regular_expression_for_a_host_is_looked_for_anywhere_and_in_any_case()
    {
        Assert.True(Conditions.HoldsForHost(new Condition.HostHeader([]) { RegexValues = ["Example"] }, "www.EXAMPLE.com"));
        Assert.True(Conditions.HoldsForHost(new Condition.HostHeader([]) { RegexValues = ["^WWW"] }, "www.example.com"));
    }
}
