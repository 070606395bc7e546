using System.Text;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Model;

public sealed class AbsoluteTargetTests
{
    [Theory]
    [InlineData("http://example.com/a?b=c", "example.com", "/a?b=c")]
    [InlineData("http://example.com", "example.com", "")]
    [InlineData("http://example.com?a", "example.com", "?a")]
    [InlineData("http://example.com#a", "example.com", "#a")]
    [InlineData("HTTPS://u:p@[::1]:8080//a", "u:p@[::1]:8080", "//a")]
    [InlineData("http://a/b://c", "a", "/b://c")]
    public void Host_and_path_are_told_apart(string target, string authority, string path)
    {
        Assert.True(AbsoluteTarget.TrySplit<char>(target, out var host, out var rest));
        Assert.Equal((authority, path), (target[host], target[rest]));

        Assert.True(AbsoluteTarget.TrySplit<byte>(Encoding.ASCII.GetBytes(target), out var hostBytes, out var restBytes));
        Assert.Equal((host, rest), (hostBytes, restBytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("*")]
    [InlineData("//example.com/")]
    [InlineData("/a?u=http://b/")]
    [InlineData("?u=http://b/")]
    [InlineData("a?u=http://b/")]
    [InlineData("example.com:443")]
    [InlineData("http:/a")]
    [InlineData("http:/")]
    [InlineData("://a/")]
    [InlineData("http:///a")]
    [InlineData("http://")]
    public void Other_targets_name_no_host(string target) =>
        Assert.False(AbsoluteTarget.TrySplit<char>(target, out _, out _));
}
