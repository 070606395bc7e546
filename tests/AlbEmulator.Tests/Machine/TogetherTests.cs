using AlbEmulator.Machine;

namespace AlbEmulator.Tests.Machine;

public sealed class TogetherTests
{
    public static TheoryData<int> Counts => [0, 1, 15, 16, 255, 256, 257, 5_000];

    [Theory]
    [MemberData(nameof(Counts))]
    public void What_is_made_comes_in_the_order_of_what_there_was(int count)
    {
        int[] items = [.. Enumerable.Range(0, count)];

        Assert.Equal(items.Select(item => item * 2), Together.Each(items, item => item * 2));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void What_fails_is_heard_of_as_it_was_thrown(int count)
    {
        int[] items = [.. Enumerable.Range(0, count)];

        Assert.Throws<InvalidTimeZoneException>(
            () => Together.Each<int, int>(items, _ => throw new InvalidTimeZoneException()).ToList());
    }

    [Fact]
    public void Whoever_has_seen_enough_stops_it()
    {
        var made = 0;
        int[] items = [.. Enumerable.Range(0, 100_000)];

        Assert.Equal(
            0,
            Together.Each(items, item =>
            {
                Interlocked.Increment(ref made);
                return item;
            }).First());
        Assert.InRange(made, 1, 1_000);
    }
}
