using System.Text;
using AlbEmulator.Model;
using AlbEmulator.RequestFiles;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.RequestFiles;

public sealed class RequestFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("GET https://shop.example.com/api/1?x=%2f", "GET", "https", "shop.example.com", 443, "/api/1?x=%2f", "HTTP/1.1")]
    [InlineData("PURGE http://Shop.example.com:8080 HTTP/1.0", "PURGE", "http", "shop.example.com", 8080, "/", "HTTP/1.0")]
    [InlineData("GET /only/a/path", "GET", null, null, null, "/only/a/path", "HTTP/1.1")]
    public void Line_is_a_method_a_URL_and_perhaps_a_version(
        string line, string method, string? scheme, string? host, int? port, string uri, string version)
    {
        var request = Assert.IsType<WrittenRequest.Parts>(Assert.Single(Read($"- {line}\n")));

        Assert.Equal((method, version), (request.Method, request.Version));
        Assert.Equal((scheme, host, port, uri), (request.Url.Scheme, request.Url.Host, request.Url.Port, request.Url.Uri));
        Assert.Empty(request.Headers);
        Assert.Null(request.Body);
    }

    [Fact]
    public void Object_has_headers_in_their_order_a_body_and_a_name()
    {
        var request = Assert.IsType<WrittenRequest.Parts>(Assert.Single(Read("""
            - name: an order
              request: POST http://a/
              headers:
                X-Two: [b, a]
                accept: "*/*"
                X-Number: 7
              body: '{"item":"tea"}'
            """)));

        Assert.Equal("an order", request.Name);
        Assert.Equal(["X-Two: b", "X-Two: a", "accept: */*", "X-Number: 7"], request.Headers.Select(header => $"{header.Key}: {header.Value}"));
        Assert.Equal("""{"item":"tea"}""", Encoding.UTF8.GetString(request.Body!));
    }

    [Fact]
    public void Json_says_the_same_as_yaml()
    {
        var read = RequestFile.Read(_folder.Write("r.json", """["GET http://a/", { "request": "GET http://b/", "headers": { "A": "b" } }]"""), _ => null, []);

        Assert.Equal(["a", "b"], read.Select(request => request.Url.Host));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: a\nbad\n", "GET / HTTP/1.1\r\nHost: a\r\nbad\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\nHost: a\n\nbo\ndy", "POST / HTTP/1.1\r\nHost: a\r\n\r\nbo\ndy")]
    [InlineData("GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nA: b", "GET / HTTP/1.1\r\nA: b")]
    public void Message_gets_its_line_ends_unless_it_has_some(string written, string sent) =>
        Assert.Equal(sent, Encoding.UTF8.GetString(WholeMessage.Of(written)));

    [Fact]
    public void Raw_message_goes_to_its_url()
    {
        var request = Assert.IsType<WrittenRequest.Raw>(Assert.Single(Read("""
            - url: https://a.example.com:8443
              raw: |
                HEAD / HTTP/1.1
                Host: a
            """)));

        Assert.Equal(("https", 8443), (request.Url.Scheme, request.Url.Port));
        Assert.Equal("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", Encoding.UTF8.GetString(request.Message));
        Assert.Equal("HEAD", WholeMessage.MethodOf(request.Message));
    }

    [Fact]
    public void Token_may_come_from_the_environment()
    {
        var file = _folder.Write("r.yaml", "- { request: GET http://a/, headers: { Authorization: 'Bearer ${TOKEN}' } }\n");

        var request = Assert.IsType<WrittenRequest.Parts>(Assert.Single(RequestFile.Read(file, name => name == "TOKEN" ? "t0" : null, [])));
        Assert.Equal("Bearer t0", request.Headers.Single().Value);
    }

    [Theory]
    [InlineData("- GET https://a/ HTTP/2", 1, "is of HTTP/2, and requests of files are sent over HTTP/1.1 and HTTP/1.0 alone")]
    [InlineData("- https://a/", 1, "must be a method and a URL, as in GET https://shop.example.com/api/1")]
    [InlineData("- GET ftp://a/", 1, "is not a scheme of a load balancer")]
    [InlineData("- 'G(T http://a/'", 1, "must begin with a method")]
    [InlineData("- GET http://a/ HTTP/1.l", 1, "must end with HTTP/1.1 or HTTP/1.0")]
    [InlineData("- GET http://a/\n- { request: GET http://a/, heders: {} }", 2, "did you mean \"headers\"?")]
    [InlineData("- { name: x }", 1, "needs request")]
    [InlineData("- { raw: 'GET / HTTP/1.1' }", 1, "needs url beside raw")]
    [InlineData("- { raw: x, url: http://a, body: b }", 1, "has body, which goes with request alone")]
    [InlineData("- { raw: x, url: http://a/path }", 1, "must be a scheme and a host alone")]
    [InlineData("- { request: GET http://a/, url: http://a }", 1, "has url, which goes with raw alone")]
    [InlineData("- { request: GET http://a/, headers: { 'a b': c } }", 1, "is not the name of a header")]
    [InlineData("- request: GET http://a/\n  headers:\n    A: \"b\\nc\"", 3, "must be the value of a header, one line of text")]
    [InlineData("- { request: GET http://a/, headers: { A: '${NOT_THERE}' } }", 1, "the environment variable NOT_THERE is not set")]
    [InlineData("requests: []", 1, "must be a list of requests")]
    [InlineData("[]", 1, "is empty: write requests")]
    [InlineData("", 0, "is empty: write requests")]
    public void What_is_wrong_is_told_once_with_its_line(string text, int line, string told)
    {
        var problems = new List<Problem>();

        Assert.Empty(RequestFile.Read(_folder.Write("r.yaml", text), _ => null, problems));
        var problem = Assert.Single(problems);
        Assert.Equal(line, problem.Origin.Line);
        Assert.Contains(told, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_than_a_thousand_requests_stand_in_a_file()
    {
        var problems = new List<Problem>();
        RequestFile.Read(_folder.Write("r.yaml", string.Concat(Enumerable.Repeat("- GET http://a/\n", 1001))), _ => null, problems);

        Assert.Equal("has 1001 requests, and 1000 are the most", Assert.Single(problems).Message);
    }

    private IReadOnlyList<WrittenRequest> Read(string yaml)
    {
        var problems = new List<Problem>();
        var requests = RequestFile.Read(_folder.Write("r.yaml", yaml), _ => null, problems);
        Assert.Empty(problems);
        return requests;
    }
}
