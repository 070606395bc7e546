using AlbEmulator.IdentityProviders;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>A provider that is asked without end remembers no more than fits.</summary>
public sealed class ProviderMemoryTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Each_kind_has_a_bound()
    {
        var memory = new ProviderMemory(new EchoProviderOptions(), _time);

        Assert.Equal(10_000, memory.Codes.Capacity);
        Assert.Equal(10_000, memory.AccessTokens.Capacity + memory.RefreshTokens.Capacity);
        Assert.Equal(1_000, memory.Sessions.Capacity);
        Assert.Equal(1_000, memory.Pages.Capacity);
        Assert.Equal(1_000, memory.Hosts.Capacity);
    }

    [Fact]
    public void Oldest_goes_where_there_is_no_room()
    {
        var kept = new Kept<string>(10_000, TimeSpan.FromSeconds(60), _time);

        var keys = Enumerable.Range(0, 10_003).Select(number => kept.Add($"{number}")).ToList();

        Assert.Equal(10_000, kept.Count);
        Assert.All(keys.Take(3), key => Assert.Null(kept.Find(key)));
        Assert.Equal("3", kept.Find(keys[3]));
        Assert.Equal("10002", kept.Find(keys[^1]));
    }

    [Fact]
    public void What_is_kept_anew_is_the_newest()
    {
        var kept = new Kept<string>(2, lifetime: null, _time);
        kept.Set("a", "1");
        kept.Set("b", "2");
        kept.Set("a", "3");

        kept.Set("c", "4");

        Assert.Equal(("3", null, "4", 2), (kept.Find("a"), kept.Find("b"), kept.Find("c"), kept.Count));
    }

    [Fact]
    public void What_is_over_or_taken_is_gone()
    {
        var kept = new Kept<string>(10, TimeSpan.FromSeconds(60), _time);
        var (taken, old) = (kept.Add("taken"), kept.Add("old"));

        Assert.Equal(("taken", null, null), (kept.Take(taken), kept.Take(taken), kept.Find(taken)));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("old", kept.Find(old));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(kept.Find(old));
        Assert.Null(kept.Find(null));
        Assert.Equal(0, kept.Count);
    }

    [Fact]
    public async Task Of_many_who_take_one_gets_it()
    {
        var kept = new Kept<string>(10, lifetime: null, _time);
        for (var round = 0; round < 100; round++)
        {
            var key = kept.Add("one");
            var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => kept.Take(key))));
            Assert.Single(taken, value => value is not null);
        }
    }

    [Fact]
    public async Task Oldest_login_page_goes_when_a_thousand_more_were_opened()
    {
        await using var stage = await ProviderStage.StartAsync();
        var oldest = await stage.OpenPageAsync();
        for (var page = 0; page < 1_000; page++)
        {
            using var answer = await stage.AskAsync();
        }

        using var late = await stage.PostAsync("/authorize", [("transaction", oldest), ("user", "alice")]);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, late.StatusCode);
    }
}
