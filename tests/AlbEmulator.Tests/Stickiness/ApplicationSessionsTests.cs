using AlbEmulator.Stickiness;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Tests.Stickiness;

public sealed class ApplicationSessionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly CookieSeal _seal =
        new CookieSeals(new CookieKeys(Stored.In(new AlbSettings()), "a secret of these tests", NullLogger<CookieKeys>.Instance)).Application;

    [Fact]
    public void No_session_is_four_removed_cookies() =>
        Assert.Equal(["_remove_", "_remove_", "_remove_", "_remove_"], default(ApplicationSessions).Seal(_seal));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(75, 1)]
    [InlineData(77, 2)]
    [InlineData(300, 4)]
    [InlineData(310, 4)]
    public void Sessions_are_cut_into_cookies_of_4_KB_and_the_oldest_go_where_four_are_full(int count, int pieces)
    {
        var sessions = default(ApplicationSessions);
        for (var group = 0; group < count; group++)
        {
            sessions = sessions.With(Mark(group));
        }

        var values = sessions.Seal(_seal);

        Assert.Equal(4, values.Length);
        Assert.Equal(pieces, values.Count(value => value != "_remove_"));
        Assert.All(values, value => Assert.InRange(value.Length, 1, 4096));
        var opened = Open(values);
        for (var group = 0; group < count; group++)
        {
            Assert.Equal(group < count - 300 ? null : Mark(group), opened.Find((UInt128)group));
        }
    }

    [Fact]
    public void A_missing_piece_leaves_nothing()
    {
        var sessions = default(ApplicationSessions);
        for (var group = 0; group < 300; group++)
        {
            sessions = sessions.With(Mark(group));
        }

        var values = sessions.Seal(_seal);
        values[1] = "_remove_";

        Assert.Null(Open(values).Find(0));
    }

    [Fact]
    public void Expired_session_is_left_out()
    {
        var sessions = default(ApplicationSessions)
            .With(Mark(1) with { Expires = Now })
            .With(Mark(2) with { Expires = Now.AddMilliseconds(1) });

        var opened = Open(sessions.Seal(_seal));

        Assert.Null(opened.Find(1));
        Assert.NotNull(opened.Find(2));
    }

    [Fact]
    public void A_group_has_one_session()
    {
        var later = Mark(1) with { Target = 99 };

        var sessions = default(ApplicationSessions).With(Mark(1)).With(Mark(2)).With(later);

        Assert.Equal(later, sessions.Find(1));
        Assert.Null(sessions.Without(1).Find(1));
        Assert.Equal(Mark(2), sessions.Without(1).Find(2));
    }

    [Fact]
    public void Value_of_one_session_is_as_long_as_an_albs() =>
        Assert.Matches(
            "^AAAAAAAAAAA[A-Za-z0-9+/]{131}==$", default(ApplicationSessions).With(Mark(1)).Seal(_seal)[0]);

    [Theory]
    [InlineData("")]
    [InlineData("AWSALBAPP-0=")]
    [InlineData("AWSALBAPP-0=_remove_")]
    [InlineData("AWSALBAPP-0=AAAAAAAAAAAA")]
    [InlineData("AWSALBAPP-0=AAAAAAAAAAAAAAAA")]
    public void What_is_none_of_ours_is_no_session(string cookies) =>
        Assert.Equal("_remove_", ApplicationSessions.Open(_seal, cookies, Now).Seal(_seal)[0]);

    private static TargetMark Mark(int group) => new((UInt128)(group + 7), (UInt128)group, Now.AddHours(1));

    private ApplicationSessions Open(string[] values) => ApplicationSessions.Open(
        _seal, new StringValues(string.Join("; ", values.Select((value, number) => $"AWSALBAPP-{number}={value}"))), Now);
}
