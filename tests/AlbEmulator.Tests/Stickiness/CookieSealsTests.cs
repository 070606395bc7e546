using AlbEmulator.Model;
using AlbEmulator.Stickiness;
using AlbEmulator.Tests.AccessLogs;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Stickiness;

public sealed class CookieSealsTests : IDisposable
{
    private const string Secret = "sixteen letters.";

    private static readonly GroupMark Mark = new(
        Digest.Of("arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/73e2d6bc24d8a067"),
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sealed_mark_is_172_characters_of_base64_and_each_time_another()
    {
        var seals = Seals();

        var first = Mark.Seal(seals);
        var second = Mark.Seal(seals);

        Assert.Matches("^[A-Za-z0-9+/]{172}$", first);
        Assert.NotEqual(first, second);
        Assert.Equal(Mark, GroupMark.Open(seals, first));
        Assert.Equal(Mark, GroupMark.Open(seals, second));
    }

    [Fact]
    public void Seal_is_good_after_a_restart() => Assert.Equal(Mark, GroupMark.Open(Seals(), Mark.Seal(Seals())));

    [Fact]
    public void Nothing_is_written_before_the_first_cookie()
    {
        var seals = Seals();
        Assert.False(Directory.Exists(_folder.File("keys")));

        Mark.Seal(seals);

        Assert.NotEmpty(Directory.GetFiles(_folder.File("keys")));
    }

    [Fact]
    public void Secret_is_all_that_two_need_and_nothing_is_written()
    {
        Assert.Equal(Mark, GroupMark.Open(Seals(Secret), Mark.Seal(Seals(Secret))));
        Assert.Null(GroupMark.Open(Seals("Sixteen letters."), Mark.Seal(Seals(Secret))));
        Assert.Null(GroupMark.Open(Seals(), Mark.Seal(Seals(Secret))));
        Assert.Null(GroupMark.Open(Seals(Secret), Mark.Seal(Seals())));
        Assert.Equal(["keys"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Foreign_seal_is_not_opened()
    {
        using var other = new TempFolder();

        Assert.Null(GroupMark.Open(
            Seals(), Mark.Seal(new CookieSeals(new CookieKeys(Stored.In(new AlbSettings { DataDirectory = other.Path }), "", NullLogger<CookieKeys>.Instance)))));
    }

    [Fact]
    public void What_is_sealed_as_one_kind_is_not_opened_as_another()
    {
        var seals = Seals(Secret);

        var value = seals.Target.Seal([1, 2, 3]);

        Assert.Equal([1, 2, 3], seals.Target.Open(value));
        Assert.Null(seals.Application.Open(value));
        Assert.Null(seals.Group.Open(value));
    }

    [Fact]
    public void Seal_with_any_byte_changed_or_cut_off_is_not_opened()
    {
        var seal = Seals(Secret).Target;
        var bytes = Convert.FromBase64String(seal.Seal(new byte[48]));

        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            Assert.Null(seal.Open(Convert.ToBase64String(bytes)));
            bytes[at] ^= 1;
            Assert.Null(seal.Open(Convert.ToBase64String(bytes[..at])));
        }

        Assert.NotNull(seal.Open(Convert.ToBase64String(bytes)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("_remove_")]
    [InlineData("====")]
    [InlineData("AAAA")]
    public void What_is_no_seal_is_not_opened(string value)
    {
        Assert.Null(GroupMark.Open(Seals(Secret), value));
        Assert.Null(Seals(Secret).Target.Open(value));
    }

    [Fact]
    public void Random_text_of_the_right_length_is_not_opened()
    {
        var seals = Seals(Secret);
        var random = new Random(4);
        for (var i = 0; i < 100; i++)
        {
            var bytes = new byte[129];
            random.NextBytes(bytes);
            Assert.Null(GroupMark.Open(seals, Convert.ToBase64String(bytes)));
        }
    }

    [Fact]
    public async Task Threads_seal_and_open_side_by_side()
    {
        var seals = Seals(Secret);
        var values = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 500).Select(_ => Mark.Seal(seals)).ToArray())));

        var all = values.SelectMany(value => value).ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.All(all.AsParallel().Select(value => GroupMark.Open(seals, value)), mark => Assert.Equal(Mark, mark));
    }

    [Fact]
    public void Folder_that_cannot_be_written_leaves_cookies_for_this_run_and_is_told()
    {
        // A file stands where the folder would be.
        var taken = _folder.Write("taken", "");
        var log = new RecordingLogger();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(new Provider(log)));
        var seals = new CookieSeals(new CookieKeys(Stored.In(new AlbSettings { DataDirectory = taken }), "", factory.CreateLogger<CookieKeys>()));

        Assert.Equal(Mark, GroupMark.Open(seals, Mark.Seal(seals)));
        var (level, message) = Assert.Single(log.Entries);
        Assert.Equal(LogLevel.Warning, level);
        Assert.StartsWith(
            $"Keys cannot be kept in {Path.Combine(taken, "keys")}: cookies of sticky clients end with this run. ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private CookieSeals Seals(string secret = "") =>
        new(new CookieKeys(Stored.In(new AlbSettings { DataDirectory = _folder.Path }), secret, NullLogger<CookieKeys>.Instance));

    private sealed class Provider(ILogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }
}
