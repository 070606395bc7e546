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
            - Name: an order
              Request: POST http://a/
              Headers:
                X-Two: [b, a]
                accept: "*/*"
                X-Number: 7
              Body: '{"item":"tea"}'
            """)));

        Assert.Equal("an order", request.Name);
        Assert.Equal(["X-Two: b", "X-Two: a", "accept: */*", "X-Number: 7"], request.Headers.Select(header => $"{header.Key}: {header.Value}"));
        Assert.Equal("""{"item":"tea"}""", Encoding.UTF8.GetString(request.Body!));
    }

    [Fact]
    public void Json_says_the_same_as_yaml()
    {
        var read = RequestFile.Read(_folder.Write("r.json", """["GET http://a/", { "Request": "GET http://b/", "Headers": { "A": "b" } }]"""), _ => null, [], []);

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
            - Url: https://a.example.com:8443
              Raw: |
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
        var file = _folder.Write("r.yaml", "- { Request: GET http://a/, Headers: { Authorization: 'Bearer ${TOKEN}' } }\n");

        var request = Assert.IsType<WrittenRequest.Parts>(Assert.Single(RequestFile.Read(file, name => name == "TOKEN" ? "t0" : null, [], [])));
        Assert.Equal("Bearer t0", request.Headers.Single().Value);
    }

    [Theory]
    [InlineData("- GET https://a/ HTTP/2", 1, "is of HTTP/2, and requests of files are sent over HTTP/1.1 and HTTP/1.0 alone")]
    [InlineData("- https://a/", 1, "must be a method and a URL, as in GET https://shop.example.com/api/1")]
    [InlineData("- GET ftp://a/", 1, "is not a scheme of a load balancer")]
    [InlineData("- 'G(T http://a/'", 1, "must begin with a method")]
    [InlineData("- GET http://a/ HTTP/1.l", 1, "must end with HTTP/1.1 or HTTP/1.0")]
    [InlineData("- GET http://a/\n- { Request: GET http://a/, Heders: {} }", 2, "did you mean \"Headers\"?")]
    [InlineData("- { Name: x }", 1, "needs Request")]
    [InlineData("- { Raw: 'GET / HTTP/1.1' }", 1, "needs Url beside Raw")]
    [InlineData("- { Raw: x, Url: http://a, Body: b }", 1, "has Body, which goes with Request alone")]
    [InlineData("- { Raw: x, Url: http://a/path }", 1, "must be a scheme and a host alone")]
    [InlineData("- { Request: GET http://a/, Url: http://a }", 1, "has Url, which goes with Raw alone")]
    [InlineData("- { Request: GET http://a/, Headers: { 'a b': c } }", 1, "is not the name of a header")]
    [InlineData("- Request: GET http://a/\n  Headers:\n    A: \"b\\nc\"", 3, "must be the value of a header, one line of text")]
    [InlineData("- { Request: GET http://a/, Headers: { A: '${NOT_THERE}' } }", 1, "the environment variable NOT_THERE is not set")]
    [InlineData("BaseUrl: http://a", 1, "Tests is missing")]
    [InlineData("just a text", 1, "must be a list of requests")]
    [InlineData("- { Request: GET http://a/, Requests: [GET http://b/] }", 1, "has Request and Requests: keep one of the two")]
    [InlineData("- { Request: GET http://a/, Headers: { A: b, A: c } }", 1, "stands here a second time, after line 1")]
    [InlineData("- { Method: GET }", 1, "belongs to Request")]
    [InlineData("[]", 1, "has no requests: write some")]
    [InlineData("", 0, "has no requests: write some")]
    public void What_is_wrong_is_told_once_with_its_line(string text, int line, string told)
    {
        var problems = new List<Problem>();

        Assert.Empty(RequestFile.Read(_folder.Write("r.yaml", text), _ => null, problems, []));
        var problem = Assert.Single(problems);
        Assert.Equal(line, problem.Origin.Line);
        Assert.Contains(told, problem.Message, StringComparison.Ordinal);
    }

    /// <summary>So that one file is good for <c>alb test</c> and <c>alb compare</c>.</summary>
    [Fact]
    public void File_of_tests_is_a_file_of_requests()
    {
        var (problems, notes) = (new List<Problem>(), new List<Problem>());
        var requests = RequestFile.Read(
            _folder.Write("r.yaml", """
                BaseUrl: https://shop.example.com
                Tests:
                  - Name: orders
                    Requests: [GET /orders/1, "HEAD http://other.example.com/orders"]
                    Headers: { Accept: a }
                    Expect: { Rule: 10, Status: 200 }
                  - { Request: GET /, SourceIp: 10.0.0.1, Expect: { Status: 403 } }
                """),
            _ => null,
            problems,
            notes);

        Assert.Empty(problems);
        Assert.Equal(
            ["GET https shop.example.com /orders/1 a", "HEAD http other.example.com /orders a"],
            requests.Cast<WrittenRequest.Parts>().Select(request => $"{request.Method} {request.Url.Scheme} {request.Url.Host} {request.Url.Uri} {request.Headers.Single().Value}"));
        Assert.Equal(["orders", "orders"], requests.Select(request => request.Name));
        Assert.EndsWith(":7: Tests[1].SourceIp: is left out: which address a load balancer elsewhere sees is nothing to choose here", Assert.Single(notes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_than_a_thousand_requests_stand_in_a_file()
    {
        var problems = new List<Problem>();
        RequestFile.Read(_folder.Write("r.yaml", string.Concat(Enumerable.Repeat("- GET http://a/\n", 1001))), _ => null, problems, []);

        Assert.Equal("has 1001 requests, and 1000 are the most", Assert.Single(problems).Message);
    }

    private IReadOnlyList<WrittenRequest> Read(string yaml)
    {
        var problems = new List<Problem>();
        var requests = RequestFile.Read(_folder.Write("r.yaml", yaml), _ => null, problems, []);
        Assert.Empty(problems);
        return requests;
    }
}
