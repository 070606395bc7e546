using System.Text;
using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.Requests;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Tests.Forwarding.Lambda;

public sealed class LambdaEventTests
{
    private const string Head = """{"requestContext":{"elb":{"targetGroupArn":"arn:tg"}},"httpMethod":"GET",""";

    [Fact]
    public void An_event_has_the_keys_of_an_ALB_in_its_order() => Assert.Equal(
        Head + """
            "path":"/","queryStringParameters":{"k":"v"},"headers":{"accept":"*/*","content-type":"text/plain"},"body":"hi","isBase64Encoded":false}
            """,
        Event("/?k=v", "hi", false, ("accept", "*/*"), ("content-type", "text/plain")));

    [Fact]
    public void An_event_in_multi_value_form_has_other_keys_in_the_same_places() => Assert.Equal(
        Head + """
            "path":"/a","multiValueQueryStringParameters":{"k":["1","2"],"m":[""]},"multiValueHeaders":{"accept":["a","b"],"content-type":["text/plain"]},"body":"","isBase64Encoded":false}
            """,
        Event("/a?k=1&m&k=2", "", true, ("accept", new(["a", "b"])), ("content-type", "text/plain")));

    [Fact]
    public void What_is_not_there_is_empty_and_a_body_of_no_type_is_base64() => Assert.Equal(
        Head + """
            "path":"/","queryStringParameters":{},"headers":{},"body":"","isBase64Encoded":true}
            """,
        Event("/", "", false));

    [Fact]
    public void Of_what_comes_several_times_the_last_counts() => Assert.Equal(
        Head + """
            "path":"/","queryStringParameters":{"a":"3","b":"2"},"headers":{"content-type":"text/plain","x":"2"},"body":"","isBase64Encoded":false}
            """,
        Event("/?a=1&b=2&a=3", "", false, ("content-type", "text/plain"), ("x", new(["1", "2"]))));

    [Theory]
    [InlineData("/?foo%5Ba%5D=foo%5B", "/", """{"foo%5Ba%5D":"foo%5B"}""")]
    [InlineData("/a%2Fb%20c?q=a+b%2Bc", "/a%2Fb%20c", """{"q":"a+b%2Bc"}""")]
    [InlineData("/?&a=1", "/", """{"a":"1"}""")]
    [InlineData("/?", "/", "{}")]
    [InlineData("/?a", "/", """{"a":""}""")]
    [InlineData("/?a=", "/", """{"a":""}""")]
    [InlineData("/?=v", "/", """{"":"v"}""")]
    [InlineData("/?a=b=c?d", "/", """{"a":"b=c?d"}""")]
    [InlineData("/?A=1&a=2", "/", """{"A":"1","a":"2"}""")]
    [InlineData("/\"\\?<=>&'=\t", "/\\\"\\\\", """{"<":">","'":"\t"}""")]
    [InlineData("/caf\u00c3\u00a9?\u00c3\u00a9=\u00c3\u00a9", "/caf\u00e9", "{\"\u00e9\":\"\u00e9\"}")]
    public void Path_and_query_are_as_they_were_sent(string uri, string path, string query) => Assert.StartsWith(
        $$"""{{Head}}"path":"{{path}}","queryStringParameters":{{query}},"headers":""", Event(uri, "", false), StringComparison.Ordinal);

    [Theory]
    [InlineData("text/html", false)]
    [InlineData("TEXT/CSV; charset=utf-8", false)]
    [InlineData("application/json", false)]
    [InlineData("application/json;charset=utf-8", false)]
    [InlineData("application/javascript", false)]
    [InlineData("application/xml", false)]
    [InlineData("application/jsonp", true)]
    [InlineData("application/problem+json", true)]
    [InlineData("application/x-www-form-urlencoded", true)]
    [InlineData("multipart/form-data; boundary=x", true)]
    [InlineData("image/png", true)]
    [InlineData("", true)]
    public void The_content_type_says_whether_a_body_is_base64(string contentType, bool isBase64) => Assert.EndsWith(
        isBase64 ? "\"body\":\"aGk=\",\"isBase64Encoded\":true}" : "\"body\":\"hi\",\"isBase64Encoded\":false}",
        Event("/", "hi", false, ("content-type", contentType)),
        StringComparison.Ordinal);

    [Fact]
    public void A_content_encoding_makes_every_body_base64() => Assert.EndsWith(
        "\"body\":\"aGk=\",\"isBase64Encoded\":true}",
        Event("/", "hi", false, ("content-encoding", "identity"), ("content-type", "text/plain")),
        StringComparison.Ordinal);

    [Fact]
    public void Text_is_UTF8_and_escaped_only_where_JSON_demands_it() => Assert.EndsWith(
        "\"x\":\"d\u00e9j\u00e0 \\\"+<&>'\"},\"body\":\"\u00e9\\r\\n\\u0001\",\"isBase64Encoded\":false}",
        Event(
            "/",
            "\u00c3\u00a9\r\n\u0001",
            false,
            ("content-type", "text/plain"),
            ("x", "d\u00c3\u00a9j\u00c3\u00a0 \"+<&>'")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("/\u00e9", "", "x")]
    [InlineData("/?\u00ff", "", "x")]
    [InlineData("/", "\u00e9", "x")]
    [InlineData("/", "", "\u00e9")]
    public void Text_that_is_not_UTF8_makes_no_event(string uri, string body, string header) => Assert.Null(
        Write(uri, body, false, ("content-type", "text/plain"), ("x", header)));

    [Fact]
    public void Bytes_that_go_as_base64_may_be_any() => Assert.EndsWith(
        "\"body\":\"/w==\",\"isBase64Encoded\":true}", Event("/", "\u00ff", false), StringComparison.Ordinal);

    private static string Event(
        string uri, string body, bool hasMultiValueHeaders, params (string Name, StringValues Values)[] headers) =>
        Encoding.UTF8.GetString(Write(uri, body, hasMultiValueHeaders, headers)!.Value.Span);

    private static ReadOnlyMemory<byte>? Write(
        string uri, string body, bool hasMultiValueHeaders, params (string Name, StringValues Values)[] headers) =>
        LambdaEvent.Write(new LambdaRequest(
            "arn:tg",
            "GET",
            new RequestUri(uri),
            [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Values))],
            Encoding.Latin1.GetBytes(body),
            hasMultiValueHeaders));
}
