using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Machine;

public sealed class LongWaitTests
{
    private readonly ManualTime _time = new();
    private readonly List<string> _told = [];

    [Fact]
    public void What_is_over_within_a_second_is_not_told()
    {
        using (new LongWait(_time, () => "Reading big.json", _told.Add))
        {
            _time.Advance(TimeSpan.FromSeconds(0.9));
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_told);
    }

    [Fact]
    public void What_takes_longer_is_told_after_a_second_and_then_every_ten()
    {
        var what = "Reading big.json";
        using (new LongWait(_time, () => what, _told.Add))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            what = "Writing what is left";
            _time.Advance(TimeSpan.FromSeconds(10));
            what = "";
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(["Reading big.json: 1 s so far", "Writing what is left: 11 s so far"], _told);
    }

    [Fact]
    public void Whoever_was_to_hear_of_it_may_be_gone()
    {
        using var wait = new LongWait(_time, () => "Reading big.json", _ => throw new IOException("Broken pipe"));

        _time.Advance(TimeSpan.FromSeconds(30));
    }
}
