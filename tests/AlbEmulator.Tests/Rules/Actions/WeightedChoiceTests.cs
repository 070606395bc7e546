using AlbEmulator.Rules.Actions;

namespace AlbEmulator.Tests.Rules.Actions;

public sealed class WeightedChoiceTests
{
    private const int Choices = 100_000;

    public static TheoryData<int[]> Weights => new(
        [1], [1, 1], [1, 999], [90, 9, 1], [1, 0, 1], [5, 5, 5, 5, 5], [999, 999, 999, 999, 999], [1, 2, 3, 4, 0], [3, 1]);

    [Theory]
    [MemberData(nameof(Weights))]
    public void Shares_lie_within_four_standard_deviations_wherever_it_starts(int[] weights)
    {
        var random = new Random(20_260_101);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var counts = Count(new WeightedChoice(weights, (ulong)random.NextInt64(long.MinValue, long.MaxValue)), weights.Length);

            for (var index = 0; index < weights.Length; index++)
            {
                var share = (double)weights[index] / weights.Sum();
                var allowed = 4 * Math.Sqrt(Choices * share * (1 - share));
                Assert.InRange(counts[index], (Choices * share) - allowed, (Choices * share) + allowed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Weights))]
    public void Shares_are_exact_but_for_a_few_choices(int[] weights)
    {
        var counts = Count(new WeightedChoice(weights, 1), weights.Length);

        for (var index = 0; index < weights.Length; index++)
        {
            Assert.Equal((double)Choices * weights[index] / weights.Sum(), counts[index], tolerance: 10.0);
        }
    }

    [Fact]
    public void Clients_that_send_their_requests_in_turns_get_their_shares_too()
    {
        var choice = new WeightedChoice([1, 1], 7);
        var ofEveryThird = new int[2];
        for (var i = 0; i < 30_000; i++)
        {
            var chosen = choice.Next();
            if (i % 3 == 0)
            {
                ofEveryThird[chosen]++;
            }
        }

        Assert.Equal(5_000.0, ofEveryThird[0], tolerance: 10.0);
    }

    [Fact]
    public async Task Shares_are_exact_when_many_threads_choose()
    {
        var choice = new WeightedChoice([90, 9, 1], 42);

        var parts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Count(choice, 3, Choices / 4))));

        var counts = Enumerable.Range(0, 3).Select(index => parts.Sum(part => part[index])).ToArray();
        Assert.Equal(90_000.0, counts[0], tolerance: 10.0);
        Assert.Equal(9_000.0, counts[1], tolerance: 10.0);
        Assert.Equal(1_000.0, counts[2], tolerance: 10.0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0, 0, 0)]
    public void Nothing_is_chosen_when_every_weight_is_0(params int[] weights) =>
        Assert.Equal(-1, new WeightedChoice(weights, 99).Next());

    private static int[] Count(WeightedChoice choice, int length, int choices = Choices)
    {
        var counts = new int[length];
        for (var i = 0; i < choices; i++)
        {
            counts[choice.Next()]++;
        }

        return counts;
    }
}
