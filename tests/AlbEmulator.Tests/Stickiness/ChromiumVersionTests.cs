using AlbEmulator.Stickiness;

namespace AlbEmulator.Tests.Stickiness;

public sealed class ChromiumVersionTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", 142)]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 Chrome/90.0.1 Safari/537.36 Edg/91.0.2", 90)]
    [InlineData("Mozilla/5.0 (X11; Linux) Chromium/80", 80)]
    [InlineData("Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 CriOS/120.0 Mobile/15E148 Safari/604.1", 0)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", 0)]
    [InlineData("Chrome/", 0)]
    [InlineData("Chrome/x", 0)]
    [InlineData("Chrome/99999999999999999999", 0)]
    [InlineData("", 0)]
    public void Number_before_the_first_point(string userAgent, int version) =>
        Assert.Equal(version, ChromiumVersion.Of(userAgent));
}
