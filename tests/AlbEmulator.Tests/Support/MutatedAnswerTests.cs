namespace AlbEmulator.Tests.Support;

/// <summary>What is sent in tests with mutated answers is of all the kinds that it is to be of.</summary>
public sealed class MutatedAnswerTests
{
    private static readonly MutatedAnswer[] Answers = [.. Enumerable.Range(0, 4_000).Select(MutatedAnswer.Of)];

    [Fact]
    public void Number_has_one_answer() => Assert.All(Answers.Take(100), answer => Assert.Equal(answer.Text, MutatedAnswer.Of(answer.Number).Text));

    [Fact]
    public void Some_are_whole_and_have_nothing_behind_them() => Many(answer => answer.IsSound);

    [Fact]
    public void Some_have_something_behind_them_and_leave_the_connection_open() => Many(answer => answer is { IsSound: false, StaysOpen: true });

    [Fact]
    public void Some_have_something_behind_them_that_could_be_another_answer() => Many(answer => answer.StaysOpen
        && answer.Text[answer.Length..].StartsWith("HTTP/1.1 200 OK\r\n", StringComparison.Ordinal));

    [Fact]
    public void Some_are_not_whole() => Many(answer => answer.Whole is null);

    [Fact]
    public void Some_end_with_a_reset() => Many(answer => answer is { StaysOpen: false, EndsWithReset: true });

    [Fact]
    public void Some_are_early_and_leave_the_connection_open() => Many(answer => answer is { IsEarly: true, StaysOpen: true });

    [Fact]
    public void Some_answer_HEAD_with_a_body() => Many(answer => answer is { IsHead: true, StaysOpen: true } && answer.Text.Length > answer.Length);

    private static void Many(Func<MutatedAnswer, bool> are) => Assert.InRange(Answers.Count(are), 20, Answers.Length);
}
