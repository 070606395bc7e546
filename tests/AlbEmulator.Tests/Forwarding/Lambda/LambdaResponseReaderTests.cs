using System.Text;
using AlbEmulator.Forwarding.Lambda;

namespace AlbEmulator.Tests.Forwarding.Lambda;

/// <summary>
/// A function's answer. Not documented, and a guess here: a status as text and one outside of 200–599 are refused; a
/// header without its value is refused; and a function that speaks the other form of headers has none.
/// </summary>
public sealed class LambdaResponseReaderTests
{
    private const string Others = "\"isBase64Encoded\":false,\"headers\":{}";

    [Fact]
    public void An_answer_is_read_whole()
    {
        var response = Read("""
            {"statusCode":201,"statusDescription":"201 Made","isBase64Encoded":false,
             "headers":{"content-type":"text/html; charset=utf-8","X-One":"1","x-two":"é"},"body":"<é>","more":[{}]}
            """);

        Assert.Equal((201, "text/html; charset=utf-8"), (response.StatusCode, response.ContentType));
        Assert.Equal([new("X-One", "1"), new("x-two", "\u00c3\u00a9")], response.Headers);
        Assert.Equal("<é>", Encoding.UTF8.GetString(response.Body));
    }

    [Fact]
    public void Body_and_content_type_may_be_left_out()
    {
        var response = Read($"{{\"statusCode\":200,{Others}}}");

        Assert.Equal("application/octet-stream", response.ContentType);
        Assert.Empty(response.Headers);
        Assert.Empty(response.Body);
    }

    [Fact]
    public void A_base64_body_is_decoded() => Assert.Equal(
        [0, 255, 10], Read("""{"statusCode":200,"isBase64Encoded":true,"headers":{},"body":"AP8K"}""").Body);

    [Fact]
    public void Headers_of_a_connection_and_those_that_the_load_balancer_writes_are_ignored()
    {
        var response = Read("""
            {"statusCode":200,"isBase64Encoded":false,"headers":{"Connection":"close","Keep-Alive":"x","TE":"x","Trailer":"x",
             "transfer-encoding":"chunked","Upgrade":"x","Content-Length":"9","Date":"x","Server":"x","Proxy-Connection":"x",
             "Content-Encoding":"gzip","Vary":"x"}}
            """);

        Assert.Equal(["Content-Encoding", "Vary"], response.Headers.Select(header => header.Key));
    }

    [Fact]
    public void In_multi_value_form_every_value_is_a_header()
    {
        var response = Read(
            """
            {"statusCode":200,"isBase64Encoded":false,"headers":{"x":"y"},
             "multiValueHeaders":{"Set-Cookie":["a=1","b=2"],"Content-Type":["text/plain"],"X-None":[]}}
            """,
            hasMultiValueHeaders: true);

        Assert.Equal("text/plain", response.ContentType);
        Assert.Equal([new("Set-Cookie", "a=1"), new("Set-Cookie", "b=2")], response.Headers);
    }

    [Theory]
    [InlineData(true, """ "headers":{"Content-Type":"text/plain","X-One":"1"} """)]
    [InlineData(false, """ "multiValueHeaders":{"Content-Type":["text/plain"],"X-One":["1"]} """)]
    public void Headers_in_the_other_form_are_lost(bool hasMultiValueHeaders, string headers)
    {
        var response = Read($"{{\"statusCode\":200,\"isBase64Encoded\":false,{headers}}}", hasMultiValueHeaders);

        Assert.Equal("application/octet-stream", response.ContentType);
        Assert.Empty(response.Headers);
    }

    [Fact]
    public void Names_that_differ_in_case_alone_are_several_headers_and_of_a_key_that_is_there_twice_the_last_counts() =>
        Assert.Equal(
            [new("set-cookie", "b"), new("Set-Cookie", "c")],
            Read("""
                {"statusCode":500,"statusCode":200,"isBase64Encoded":false,
                 "headers":{"set-cookie":"a","Set-Cookie":"c","set-cookie":"b"}}
                """).Headers);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"ok\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"statusCode\":200")]
    [InlineData("\ufeff{\"statusCode\":200," + Others + "}")]
    [InlineData("{" + Others + "}")]
    [InlineData("{\"statusCode\":\"200\"," + Others + "}")]
    [InlineData("{\"statusCode\":200.5," + Others + "}")]
    [InlineData("{\"statusCode\":1e400," + Others + "}")]
    [InlineData("{\"statusCode\":99999999999999999999," + Others + "}")]
    [InlineData("{\"statusCode\":-200," + Others + "}")]
    [InlineData("{\"statusCode\":101," + Others + "}")]
    [InlineData("{\"statusCode\":600," + Others + "}")]
    [InlineData("{\"statusCode\":null," + Others + "}")]
    [InlineData("{\"statusCode\":200,\"statusDescription\":null," + Others + "}")]
    [InlineData("{\"statusCode\":200,\"headers\":{}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":\"false\",\"headers\":{}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":null,\"headers\":{}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":null}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":[]}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"x\":1}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"x\":true}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"x\":null}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"x\":[\"y\"]}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"\":\"y\"}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"x y\":\"y\"}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"x:\":\"y\"}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"x\\r\\ny\":\"y\"}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"x\":\"y\\r\\nz: 1\"}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"Content-Type\":\"y\\nz: 1\"}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"Connection\":\"\\u0000\"}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"x\":\"\\ud800\"}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"\\ud800\":\"x\"}}")]
    [InlineData("{\"statusCode\":200," + Others + ",\"body\":null}")]
    [InlineData("{\"statusCode\":200," + Others + ",\"body\":{\"a\":1}}")]
    [InlineData("{\"statusCode\":200," + Others + ",\"body\":7}")]
    [InlineData("{\"statusCode\":200," + Others + ",\"body\":\"\\udc00\"}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":true,\"headers\":{},\"body\":\"%%%\"}")]
    public void What_no_client_can_get_is_refused(string payload) => Refused(Encoding.UTF8.GetBytes(payload));

    [Theory]
    [InlineData("{\"x\":\"y\"}")]
    [InlineData("{\"x\":[1]}")]
    [InlineData("{\"x\":[\"a\",null]}")]
    [InlineData("{\"x\":[[\"a\"]]}")]
    [InlineData("null")]
    public void Multi_value_headers_are_lists_of_text(string headers) => Refused(
        Encoding.UTF8.GetBytes($"{{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{{}},\"multiValueHeaders\":{headers}}}"),
        hasMultiValueHeaders: true);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        Refused([.. "{\"statusCode\":200,"u8, .. Encoding.ASCII.GetBytes(Others), .. ",\"body\":\""u8, 0xff, .. "\"}"u8]);

    [Fact]
    public void Deep_JSON_is_refused() => Refused(Encoding.ASCII.GetBytes(
        $"{{\"statusCode\":200,{Others},\"x\":{new string('[', 100_000)}{new string(']', 100_000)}}}"));

    [Fact]
    public void Headers_of_more_than_32_KB_are_refused() => Refused(Encoding.ASCII.GetBytes(
        $"{{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{{\"x\":\"{new string('x', 32 * 1024)}\"}}}}"));

    [Theory]
    [InlineData("""{"errorMessage":"boom","errorType":"Error","trace":[]}""", true)]
    [InlineData("""{"errorMessage":"Task timed out"}""", true)]
    [InlineData("Task timed out after 3.00 seconds", true)]
    [InlineData("""{"errorMessage":"boom","errorType":"Error","statusCode":500}""", false)]
    [InlineData("""{"errorMessage":1}""", false)]
    [InlineData("[]", false)]
    [InlineData("{", false)]
    public void The_error_of_a_function_is_known_without_a_header(string payload, bool isError) =>
        Assert.Equal(isError, LambdaResponseReader.IsFunctionError(Encoding.UTF8.GetBytes(payload)));

    private static LambdaResponse Read(string payload, bool hasMultiValueHeaders = false) =>
        Assert.IsType<LambdaResponse>(LambdaResponseReader.Read(Encoding.UTF8.GetBytes(payload), hasMultiValueHeaders));

    private static void Refused(byte[] payload, bool hasMultiValueHeaders = false) =>
        Assert.Equal(LambdaFailure.InvalidResponse, LambdaResponseReader.Read(payload, hasMultiValueHeaders));
}
