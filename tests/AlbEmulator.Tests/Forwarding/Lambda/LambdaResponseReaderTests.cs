using System.Text;
using AlbEmulator.Forwarding.Lambda;

namespace AlbEmulator.Tests.Forwarding.Lambda;

/// <summary>
/// A function's answer. Seen at ALBs: all but the status may be left out, and a <c>null</c> is refused, as are a status that
/// is text and a header that is none. Not documented, and a guess here: a status outside of 200–599 and
/// <c>isBase64Encoded: null</c> are refused; and of headers in the form that is not read only the type counts.
/// </summary>
public sealed class LambdaResponseReaderTests
{
    private const string Others = "\"isBase64Encoded\":false,\"headers\":{}";

    /// <summary>One of each type of JSON, and numbers and lists of several kinds.</summary>
    private static readonly string[] Values =
        ["null", "true", "false", "0", "204", "204.5", "\"\"", "\"204\"", "[]", "[\"a\"]", "[null]", "[1]", "{}", "{\"a\":\"b\"}"];

    /// <summary>Each field, whether it may be left out, and which of the values it may have.</summary>
    private static readonly (string Field, bool MayBeAbsent, string[] Allowed)[] Fields =
    [
        ("statusCode", false, ["204"]),
        ("statusDescription", true, ["\"\"", "\"204\""]),
        ("isBase64Encoded", true, ["true", "false"]),
        ("body", true, ["\"\"", "\"204\""]),
        ("headers", true, ["{}", "{\"a\":\"b\"}"]),
        ("multiValueHeaders", true, ["{}", "{\"a\":\"b\"}"]),
        ("headers.x", true, ["\"\"", "\"204\""]),
        ("multiValueHeaders.x", true, ["[]", "[\"a\"]"]),
    ];

    public static TheoryData<string, string?, bool, bool> EveryFieldAndValue
    {
        get
        {
            var rows = new TheoryData<string, string?, bool, bool>();
            foreach (var (key, mayBeAbsent, allowed) in Fields)
            {
                foreach (var hasMultiValueHeaders in (bool[])[false, true])
                {
                    // Of the form that is not read, what is in it does not count; of the other it does.
                    var isOther = key == (hasMultiValueHeaders ? "headers.x" : "multiValueHeaders.x");
                    var isOwnMulti = key == "multiValueHeaders" && hasMultiValueHeaders;
                    rows.Add(key, null, hasMultiValueHeaders, mayBeAbsent);
                    foreach (var value in Values)
                    {
                        rows.Add(
                            key, value, hasMultiValueHeaders,
                            isOther || (allowed.Contains(value) && !(isOwnMulti && value == "{\"a\":\"b\"}")));
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(EveryFieldAndValue))]
    public void Absent_null_and_each_wrong_type_are_three_things(
        string field, string? value, bool hasMultiValueHeaders, bool isAllowed)
    {
        var (key, member) = field.Split('.') is [var form, var name] ? (form, name) : (field, null);
        var written = value is null ? "" : member is null ? $"\"{key}\":{value}" : $"\"{key}\":{{\"{member}\":{value}}}";
        var status = key == "statusCode" ? "" : "\"statusCode\":200";
        string[] members = [.. new[] { status, written }.Where(text => text.Length > 0)];

        var outcome = LambdaResponseReader.Read(
            Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}"), hasMultiValueHeaders);

        if (isAllowed)
        {
            Assert.IsType<LambdaResponse>(outcome);
            return;
        }

        var failure = Assert.IsType<LambdaFailure>(outcome);
        Assert.Equal((502, "LambdaInvalidResponse"), (failure.StatusCode, failure.Reason));
        Assert.StartsWith(value is null ? $"{field} is not there" : field, failure.Detail, StringComparison.Ordinal);
        // Of a list or an object it may be what is in it that is wrong.
        Assert.Contains(value?.Split(':')[^1].Trim('[', ']', '{', '}') ?? "", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void All_but_the_status_may_be_left_out()
    {
        var response = Read("{\"statusCode\":200}");

        Assert.Equal((200, "application/octet-stream"), (response.StatusCode, response.ContentType));
        Assert.Empty(response.Headers);
        Assert.Empty(response.Body);
        Assert.Null(response.UnreadHeaders);
    }

    [Fact]
    public void A_body_without_isBase64Encoded_is_text() =>
        Assert.Equal("AP8K"u8, Read("{\"statusCode\":200,\"body\":\"AP8K\"}").Body);

    [Theory]
    [InlineData("{\"statusCode\":\"200\"}", "statusCode is \"200\" and not a whole number from 200 to 599")]
    [InlineData("{\"statusCode\":200,\"headers\":{\"X-Count\":7}}", "headers.X-Count is 7 and not a text")]
    [InlineData("{\"statusCode\":200,\"headers\":{\"a\\nb\":\"c\"}}", "headers.a b is \"c\" and not a name and a value that a header can have")]
    [InlineData("{\"statusCode\":200,\"body\":{\n\"a\":\n1}}", "body is { \"a\": 1} and not a text")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"%\"}", "body is \"%\" and not the base64 that isBase64Encoded promises")]
    [InlineData("<html>", "the answer is not JSON: <html>")]
    [InlineData("[]", "the answer is [] and not an object")]
    [InlineData("\"\\ud800\"", "the answer is \"\\ud800\" and not an object")]
    [InlineData("{\"statusCode\":200,\"body\":\"\\ud800\"}", "a text of the answer has half of a character (a lone surrogate)")]
    public void A_refusal_says_what_stood_where(string payload, string detail) =>
        Assert.Equal(detail, Assert.IsType<LambdaFailure>(LambdaResponseReader.Read(Encoding.UTF8.GetBytes(payload), false)).Detail);

    [Fact]
    public void A_refusal_shows_no_more_than_a_hundred_characters() =>
        Assert.InRange(
            Assert.IsType<LambdaFailure>(
                LambdaResponseReader.Read(Encoding.UTF8.GetBytes($"{{\"statusCode\":\"{new string('x', 10_000)}\"}}"), false)).Detail!.Length,
            100, 200);

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
        Assert.Equal(hasMultiValueHeaders ? "headers" : "multiValueHeaders", response.UnreadHeaders);
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
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":\"false\",\"headers\":{}}")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":null,\"headers\":{}}")]
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
        Assert.Equal("LambdaInvalidResponse", Assert.IsType<LambdaFailure>(LambdaResponseReader.Read(payload, hasMultiValueHeaders)).Reason);
}
