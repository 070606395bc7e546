using AlbEmulator.Stickiness;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Tests.Stickiness;

public sealed class CookieHeaderTests
{
    [Theory]
    [InlineData("AWSALBTG=x", "x")]
    [InlineData("a=b; AWSALBTG=x; c=d", "x")]
    [InlineData("a=b;AWSALBTG=x;c=d", "x")]
    [InlineData("AWSALBTGCORS=y; AWSALBTG=x", "x")]
    [InlineData("AWSALBTG=first; AWSALBTG=second", "first")]
    [InlineData("AWSALBTG=a+/b==", "a+/b==")]
    [InlineData("AWSALBTG=", "")]
    [InlineData("a=AWSALBTG=x", null)]
    [InlineData("AWSALBTGX=x", null)]
    [InlineData("XAWSALBTG=x", null)]
    [InlineData("awsalbtg=x", null)]
    [InlineData("AWSALBTG", null)]
    [InlineData("AWSALBTG ; a=b", null)]
    [InlineData("", null)]
    [InlineData(";;;", null)]
    public void Cookie_is_found_by_its_whole_name(string header, string? value)
    {
        Assert.Equal(value is not null, CookieHeader.TryFind(header, "AWSALBTG", out var found));
        Assert.Equal(value ?? "", found.ToString());
    }

    [Fact]
    public void Every_line_is_looked_at() =>
        Assert.True(CookieHeader.TryFind(new StringValues(["a=b", "AWSALBTG=x"]), "AWSALBTG", out _));

    [Fact]
    public void No_header_holds_no_cookie() => Assert.False(CookieHeader.TryFind(default, "AWSALBTG", out _));
}
