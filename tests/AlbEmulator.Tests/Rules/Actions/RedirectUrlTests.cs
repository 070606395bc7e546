using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Actions;

namespace AlbEmulator.Tests.Rules.Actions;

/// <summary>
/// The Location of redirects; every request is <c>http://www.example.com</c> on port 8080.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html"/>
/// </summary>
public sealed class RedirectUrlTests
{
    [Theory]
    // What is left out keeps what the request had.
    [InlineData("/", null, null, null, null, null, "http://www.example.com:8080/")]
    [InlineData("/a/b?c=d", "HTTPS", null, "443", null, null, "https://www.example.com:443/a/b?c=d")]
    // The port stays where only the protocol is changed.
    [InlineData("/", "HTTPS", null, null, null, null, "https://www.example.com:8080/")]
    [InlineData("/a", null, "Other.Example.COM", null, null, null, "http://other.example.com:8080/a")]
    // Placeholders, with the slash that the rule writes.
    [InlineData("/a/b", "HTTPS", "#{host}", "443", "/v2/#{path}", null, "https://www.example.com:443/v2/a/b")]
    [InlineData("/", null, null, null, "/v2/#{path}", null, "http://www.example.com:8080/v2/")]
    [InlineData("/a", null, "new-#{host}", "80", "/#{host}/#{port}/#{path}", "", "http://new-www.example.com:80/www.example.com/8080/a")]
    [InlineData("/a?b", null, null, null, "/#{path}", "was=#{protocol}:#{host}:#{port}/#{path}&#{query}",
        "http://www.example.com:8080/a?was=http:www.example.com:8080/a&b")]
    [InlineData("/a", null, null, null, "/#{path}#{path}", null, "http://www.example.com:8080/aa")]
    // No query, no question mark.
    [InlineData("/a?", "HTTPS", null, "443", null, null, "https://www.example.com:443/a")]
    [InlineData("/a?b=c", null, null, null, "/x", "", "http://www.example.com:8080/x")]
    [InlineData("/a", null, null, null, "/x", "k=v", "http://www.example.com:8080/x?k=v")]
    [InlineData("/a?b=c", null, null, null, "/x", "k=v&#{query}", "http://www.example.com:8080/x?k=v&b=c")]
    [InlineData("/a", null, null, null, "/x", "#{query}&k=v", "http://www.example.com:8080/x?&k=v")]
    // Neither decoded nor encoded.
    [InlineData("/%2e%2E/a%20b?c=%C3%A9&d=\"<>", null, null, "443", null, null,
        "http://www.example.com:443/%2e%2E/a%20b?c=%C3%A9&d=\"<>")]
    [InlineData("//evil.example/x", null, null, "443", null, null, "http://www.example.com:443//evil.example/x")]
    [InlineData("/a?b?c", null, null, "443", null, null, "http://www.example.com:443/a?b?c")]
    // Only AWS's own placeholders are any.
    [InlineData("/a", null, null, null, "/#{Path}/#{}/#/{path}/#{path", null, "http://www.example.com:8080/#{Path}/#{}/#/{path}/#{path")]
    // Characters of the rule are sent as UTF-8, of which each byte is one character here.
    [InlineData("/a", null, null, null, "/é", null, "http://www.example.com:8080/\u00c3\u00a9")]
    public void Location_is(
        string uri, string? protocol, string? host, string? port, string? path, string? query, string location)
    {
        var redirect = new RuleAction.Redirect(301);
        redirect = redirect with
        {
            Protocol = protocol ?? redirect.Protocol,
            Host = host ?? redirect.Host,
            Port = port ?? redirect.Port,
            Path = path ?? redirect.Path,
            Query = query ?? redirect.Query,
        };

        var source = new RedirectSource("http", "www.example.com", "8080", new RequestUri(uri));

        Assert.Equal(location, new RedirectUrl(redirect).For(source));
    }
}
