using AlbEmulator.Stickiness;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Stickiness;

public sealed class GroupCookiesTests : IDisposable
{
    private static readonly GroupMark Mark = new(
        GroupMark.GroupOf("arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/73e2d6bc24d8a067"),
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sealed_mark_is_172_characters_of_base64_and_each_time_another()
    {
        var cookies = Cookies();

        var first = cookies.Seal(Mark);
        var second = cookies.Seal(Mark);

        Assert.Matches("^[A-Za-z0-9+/]{172}$", first);
        Assert.NotEqual(first, second);
        Assert.Equal(Mark, cookies.Open(first));
        Assert.Equal(Mark, cookies.Open(second));
    }

    [Fact]
    public void Seal_is_good_after_a_restart() => Assert.Equal(Mark, Cookies().Open(Cookies().Seal(Mark)));

    [Fact]
    public void Nothing_is_written_before_the_first_cookie()
    {
        var cookies = Cookies();
        Assert.False(Directory.Exists(_folder.File("keys")));

        cookies.Seal(Mark);

        Assert.NotEmpty(Directory.GetFiles(_folder.File("keys")));
    }

    [Fact]
    public void Foreign_seal_is_not_opened()
    {
        using var other = new TempFolder();

        Assert.Null(Cookies().Open(new GroupCookies(other.Path, NullLogger<GroupCookies>.Instance).Seal(Mark)));
    }

    [Fact]
    public void Seal_with_any_byte_changed_is_not_opened()
    {
        var cookies = Cookies();
        var bytes = Convert.FromBase64String(cookies.Seal(Mark));

        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            Assert.Null(cookies.Open(Convert.ToBase64String(bytes)));
            bytes[at] ^= 1;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("_remove_")]
    [InlineData("====")]
    [InlineData("AAAA")]
    public void What_is_no_seal_is_not_opened(string value) => Assert.Null(Cookies().Open(value));

    [Fact]
    public void Random_text_of_the_right_length_is_not_opened()
    {
        var random = new Random(4);
        for (var i = 0; i < 100; i++)
        {
            var bytes = new byte[129];
            random.NextBytes(bytes);
            Assert.Null(Cookies().Open(Convert.ToBase64String(bytes)));
        }
    }

    [Fact]
    public void Folder_that_cannot_be_written_leaves_cookies_for_this_run()
    {
        // A file stands where the folder would be.
        var cookies = new GroupCookies(_folder.Write("taken", ""), NullLogger<GroupCookies>.Instance);

        Assert.Equal(Mark, cookies.Open(cookies.Seal(Mark)));
    }

    private GroupCookies Cookies() => new(_folder.File("keys"), NullLogger<GroupCookies>.Instance);
}
