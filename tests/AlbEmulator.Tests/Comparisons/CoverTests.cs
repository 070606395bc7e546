using AlbEmulator.Comparisons;

namespace AlbEmulator.Tests.Comparisons;

/// <summary>What identifies somebody, or opens something, is in no report.</summary>
public sealed class CoverTests
{
    private const string Jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2lnbmF0dXJl";

    private readonly Cover _cover = new(["shop.example.com", "example.com"], isOff: false);

    [Theory]
    [InlineData("Authorization", "Bearer abc", "<10 characters left out>")]
    [InlineData("Cookie", "a=b", "<3 characters left out>")]
    [InlineData("X-Amzn-Oidc-Data", Jwt, "<52 characters left out>")]
    [InlineData("X-Anything", "bob", "<3 characters left out>")]
    [InlineData("Set-Cookie", "AWSALB=abcdef; Expires=Thu, 08 Oct 2026 10:00:00 GMT; Path=/; Domain=shop.example.com", "AWSALB=<6 characters left out>; Expires=Thu, 08 Oct 2026 10:00:00 GMT; Path=/; Domain=<host 1>")]
    [InlineData("Location", "https://shop.example.com:443/a?code=1234&x=1&id_token=5678", "https://<host 1>:443/a?code=<left out>&x=1&id_token=<left out>")]
    [InlineData("location", "https://api.example.com/", "https://api.<host 2>/")]
    [InlineData("Location", "https://idp.example.org/authorize?client_id=abc&scope=openid", "https://<host>/authorize?client_id=<left out>&scope=openid")]
    [InlineData("Location", "http://localhost:8080/x", "http://localhost:8080/x")]
    [InlineData("Set-Cookie", "a=b; Domain=.example.org; Secure", "a=<1 character left out>; Domain=<host>; Secure")]
    [InlineData("Content-Security-Policy", "default-src cdn.example.org", "<27 characters left out>")]
    [InlineData("Host", "internal", "<host>")]
    [InlineData("Host", "SHOP.example.com:8080", "<host 1>:8080")]
    [InlineData("Host", "localhost:8080", "localhost:8080")]
    [InlineData("Server", "awselb/2.0", "awselb/2.0")]
    [InlineData("Content-Type", "text/plain; charset=utf-8", "text/plain; charset=utf-8")]
    [InlineData("Date", "Thu, 01 Oct 2026 10:00:00 GMT", "Thu, 01 Oct 2026 10:00:00 GMT")]
    [InlineData("X-Amzn-Trace-Id", "Root=1-67891233-abcdef012345678912345678", "Root=1-67891233-abcdef012345678912345678")]
    public void Values_of_few_headers_are_told(string name, string value, string told) => Assert.Equal(told, _cover.Header(name, value));

    [Theory]
    [InlineData("arn:aws:acm:us-east-1:123456789012:certificate/x", "arn:aws:acm:us-east-1:<account>:certificate/x")]
    [InlineData("my-alb-1234567890.us-east-1.elb.amazonaws.com", "<load balancer>")]
    [InlineData("from 203.0.113.7 and 2001:db8::7, not 127.0.0.1", "from <address> and <address>, not 127.0.0.1")]
    [InlineData("2001:db8:0:0:0:0:0:7 at 10:00:00", "<address> at 10:00:00")]
    [InlineData("bob@example.com", "<mail address>")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "<access key>")]
    [InlineData(Jwt, "<token>")]
    [InlineData("https://bob:secret@host/", "https://<left out>@<host>/")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef", "<48 characters left out>")]
    [InlineData("example.community", "example.community")]
    public void What_identifies_somebody_is_left_out_of_words(string text, string told) => Assert.Equal(told, _cover.Words(text));

    [Fact]
    public void Nothing_is_left_out_where_the_user_says_so()
    {
        var open = new Cover(["shop.example.com"], isOff: true);

        Assert.Equal("Bearer abc", open.Header("Authorization", "Bearer abc"));
        Assert.Equal("bob@shop.example.com", open.Words("bob@shop.example.com"));
    }

    [Fact]
    public void What_came_stays_on_its_line() => Assert.Equal("a\\r\\nb\\x1b", _cover.Words("a\r\nb\u001b"));
}
