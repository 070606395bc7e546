using AlbEmulator.Model;

namespace AlbEmulator.Tests.Model;

public sealed class HostAndPortTests
{
    [Theory]
    [InlineData("example.com", "example.com", "")]
    [InlineData("Example.COM:8443", "example.com", "8443")]
    [InlineData("example.com:", "example.com", "")]
    [InlineData("example.com.", "example.com.", "")]
    [InlineData("Example.com.:80", "example.com.", "80")]
    [InlineData("192.0.2.1:80", "192.0.2.1", "80")]
    [InlineData("[2001:DB8::1]", "[2001:db8::1]", "")]
    [InlineData("[::1]:8080", "[::1]", "8080")]
    [InlineData("user:Secret@Example.com:80", "example.com", "80")]
    [InlineData("a@b@example.com", "example.com", "")]
    [InlineData("a_b-c.example", "a_b-c.example", "")]
    public void Normal_form_is_lower_case_and_apart_from_its_port(string text, string host, string port)
    {
        var parsed = HostAndPort.Parse(text);

        Assert.Equal((host, port, true), (parsed.Host, parsed.Port, parsed.IsValid));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("user@")]
    [InlineData("::1")]
    [InlineData("[]")]
    [InlineData("[::1")]
    [InlineData("[example.com]")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("a/b")]
    [InlineData("a,b")]
    [InlineData("a%41")]
    [InlineData("b\u00fccher.example")]
    [InlineData("example.com:http")]
    [InlineData("example.com:65536")]
    [InlineData("example.com:-1")]
    [InlineData("example.com: 80")]
    public void What_is_no_host_is_not_valid(string text) => Assert.False(HostAndPort.Parse(text).IsValid);

    [Fact]
    public void Bytes_that_are_no_letters_of_ASCII_stay() => Assert.Equal("\u00c3\u00dca", HostAndPort.Lower("\u00c3\u00dcA"));

    [Theory]
    [InlineData("example.com")]
    [InlineData("[::1]")]
    public void Nothing_is_made_of_a_host_in_its_normal_form(string host) =>
        Assert.Same(host, HostAndPort.Parse(host).Host);
}
