using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Tests.Rules.Explanations;

public sealed class AskedUrlTests
{
    [Theory]
    [InlineData("http://shop.example.com:8080/api/x?a=1", "http", "shop.example.com", 8080, "/api/x?a=1")]
    [InlineData("http://shop.example.com", "http", "shop.example.com", 80, "/")]
    [InlineData("HTTPS://Shop.Example.com?x", "https", "shop.example.com", 443, "/?x")]
    [InlineData("shop.example.com:81/x", null, "shop.example.com", 81, "/x")]
    [InlineData("localhost/x", null, "localhost", null, "/x")]
    [InlineData("http://[::1]:8080/", "http", "[::1]", 8080, "/")]
    [InlineData("http://[::1]/", "http", "[::1]", 80, "/")]
    [InlineData("http://localhost:/", "http", "localhost", 80, "/")]
    [InlineData("/only/a/path", null, null, null, "/only/a/path")]
    [InlineData("//a//b", null, null, null, "//a//b")]
    [InlineData("?a=1", null, null, null, "/?a=1")]
    [InlineData("/to?u=http://x/", null, null, null, "/to?u=http://x/")]
    [InlineData("host/to?u=http://x/", null, "host", null, "/to?u=http://x/")]
    public void Scheme_host_port_and_path_are_told_apart(
        string text, string? scheme, string? host, int? port, string uri)
    {
        var (url, problem) = AskedUrl.Read(text);

        Assert.Null(problem);
        Assert.Equal((scheme, host, port, uri), (url!.Scheme, url.Host, url.Port, url.Uri));
    }

    [Theory]
    [InlineData("/a/../b/./c/..")]
    [InlineData("/a%2Fb%2fc/%41%7e~")]
    [InlineData("/a//b;v=1,2!$'()*@:=")]
    [InlineData("/a??b=?&c=%20&d")]
    [InlineData("/[a]|{b}^`\"<>\\?q=[x]|{y}")]
    [InlineData("/%zz%")]
    public void Path_and_query_stay_byte_for_byte(string uri) =>
        Assert.Equal(uri, AskedUrl.Read("http://localhost:8080" + uri).Url!.Uri);

    [Fact]
    public void Other_letters_are_sent_as_UTF_8() => Assert.Equal("/caf\u00c3\u00a9", AskedUrl.Read("/café").Url!.Uri);

    [Fact]
    public void Fragment_stays_with_the_client() => Assert.Equal("/a?b", AskedUrl.Read("http://localhost/a?b#c?d").Url!.Uri);

    [Theory]
    [InlineData("", "the URL is empty")]
    [InlineData("/a b", "write a blank as %20")]
    [InlineData("/a\r\nX: y", "no control characters")]
    [InlineData("ftp://localhost/", "\"ftp\" is not a scheme of a load balancer: write http://")]
    [InlineData("http://", "the URL has no host")]
    [InlineData("http://:8080/", "the URL has no host")]
    [InlineData("http://localhost:0/", "a number from 1 to 65535, not \"0\"")]
    [InlineData("http://localhost:65536/", "a number from 1 to 65535, not \"65536\"")]
    [InlineData("http://localhost:+80/", "a number from 1 to 65535, not \"+80\"")]
    [InlineData("http://me:secret@localhost/", "Authorization")]
    public void Wrong_URLs_are_told_with_what_to_write(string text, string told)
    {
        var (url, problem) = AskedUrl.Read(text);

        Assert.Null(url);
        Assert.Contains(told, problem, StringComparison.Ordinal);
    }
}
