using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Rules.Explanations;

public sealed class AskedRequestTests
{
    [Theory]
    [InlineData("http://Shop.example.com:8080/", null, "shop.example.com:8080")]
    [InlineData("http://127.0.0.1:8080/", "Api.Example.com:99", "api.example.com:99")]
    [InlineData("http://127.0.0.1:8080/", "Api.Example.com", "api.example.com")]
    [InlineData("/", "api.example.com", "api.example.com")]
    [InlineData("http://[::1]:8080/", null, "[::1]:8080")]
    [InlineData("/", null, Hosts.DnsName)]
    public void Host_of_the_headers_goes_before_that_of_the_URL(string url, string? header, string host)
    {
        KeyValuePair<string, string>[] headers = header is null ? [] : [new("host", header)];

        Assert.Equal(host, Read(url: url, headers: headers).Subject(Hosts.At()).Host.Compared);
    }

    [Theory]
    // Clients leave the port of their protocol away, and name any other.
    [InlineData("http://example.com/", 80, 0, ListenerProtocol.Http, "example.com")]
    [InlineData("http://example.com:80/", 80, 0, ListenerProtocol.Http, "example.com")]
    [InlineData("https://example.com/", 443, 0, ListenerProtocol.Https, "example.com")]
    [InlineData("http://example.com:443/", 443, 0, ListenerProtocol.Http, "example.com:443")]
    [InlineData("https://example.com:8443/", 8443, 0, ListenerProtocol.Https, "example.com:8443")]
    // Without a port it is the listener's, which is the only one then.
    [InlineData("example.com/", 8080, 0, ListenerProtocol.Http, "example.com:8080")]
    [InlineData("example.com/", 80, 0, ListenerProtocol.Http, "example.com")]
    // At a port that stands in another's place it is the other's, by whichever of both the listener was asked for.
    [InlineData("http://example.com:8080/", 80, 8080, ListenerProtocol.Http, "example.com")]
    [InlineData("http://example.com/", 80, 8080, ListenerProtocol.Http, "example.com")]
    [InlineData("example.com/", 80, 8080, ListenerProtocol.Http, "example.com")]
    [InlineData("https://example.com:18443/", 8443, 18443, ListenerProtocol.Https, "example.com:8443")]
    [InlineData("https://example.com:8443/", 8443, 18443, ListenerProtocol.Https, "example.com:8443")]
    public void Host_is_what_a_client_of_the_URL_sends(
        string url, int port, int bound, ListenerProtocol protocol, string host) =>
        Assert.Equal(host, Read(url: url).Subject(Hosts.At(port, bound, protocol)).Host.Compared);

    [Fact]
    public void First_of_several_hosts_counts()
    {
        var asked = Read(headers: [new("Host", "one.example.com"), new("Host", "two.example.com")]);

        Assert.Equal("one.example.com", asked.Subject(Hosts.At()).Host.Compared);
    }

    [Fact]
    public void Repeated_headers_are_lines_in_order()
    {
        var asked = Read(headers: [new("X-Beta", "no"), new("x-beta", " yes\t"), new("X-Empty", "")]);

        var headers = asked.Subject(Hosts.At()).Headers;
        Assert.Equal(2, headers["X-BETA"].Count);
        Assert.Equal(("no", "yes"), (headers["X-BETA"][0], headers["X-BETA"][1]));
        Assert.Equal("", Assert.Single(headers["X-Empty"].ToArray()));
    }

    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    public void Source_IP_is_the_peer_of_the_connection(string? written, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), Read(sourceIp: written).Subject(Hosts.At()).SourceIp);

    [Theory]
    [InlineData("", "/", "A", "b", null, "the method must be one word such as GET, not \"\"")]
    [InlineData("GET /", "/", "A", "b", null, "the method must be one word such as GET")]
    [InlineData("TRACE", "/", "A", "b", null, "the load balancer itself answers TRACE with 405")]
    [InlineData("GET", "", "A", "b", null, "the URL is empty")]
    [InlineData("GET", "/", "", "b", null, "is not the name of a header")]
    [InlineData("GET", "/", "A B", "b", null, "\"A B\" is not the name of a header: write Name: value")]
    [InlineData("GET", "/", "A", "b\r\nC: d", null, "the value of the header A holds a control character")]
    [InlineData("GET", "/", "A", "b", "10.0.0", "the source IP must be an IPv4 or IPv6 address such as 10.0.0.1, not \"10.0.0\"")]
    [InlineData("GET", "/", "A", "b", "localhost", "not \"localhost\"")]
    public void What_no_client_can_send_is_told(
        string method, string url, string name, string value, string? sourceIp, string told)
    {
        var (request, problem) = AskedRequest.Read(method, url, [new(name, value)], sourceIp);

        Assert.Null(request);
        Assert.Contains(told, problem, StringComparison.Ordinal);
    }

    private static AskedRequest Read(
        string url = "/", IEnumerable<KeyValuePair<string, string>>? headers = null, string? sourceIp = null)
    {
        var (request, problem) = AskedRequest.Read("GET", url, headers ?? [], sourceIp);
        Assert.Null(problem);
        return request!;
    }
}
