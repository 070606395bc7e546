using AlbEmulator.Comparisons;

namespace AlbEmulator.Tests.Comparisons;

public sealed class DifferencesTests
{
    private const string Head = "HTTP/1.1 200 OK\nServer: awselb/2.0\nContent-Type: text/plain\nContent-Length: 2";

    [Theory]
    [InlineData("HTTP/1.1 404 OK\nServer: awselb/2.0\nContent-Type: text/plain\nContent-Length: 2", "status: 200 | 404")]
    [InlineData("HTTP/1.0 200 OK\nServer: awselb/2.0\nContent-Type: text/plain\nContent-Length: 2", "version: HTTP/1.1 | HTTP/1.0")]
    [InlineData("HTTP/1.1 200 Fine\nServer: awselb/2.0\nContent-Type: text/plain\nContent-Length: 2", "reason:  OK |  Fine")]
    [InlineData("HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 2", "header Server: awselb/2.0 | ")]
    [InlineData("HTTP/1.1 200 OK\nServer: awselb/2.0\nServer: x\nContent-Type: text/plain\nContent-Length: 2", "header Server: awselb/2.0 | awselb/2.0; x")]
    [InlineData("HTTP/1.1 200 OK\nserver: awselb/2.0\nContent-Type: text/plain\nContent-Length: 2", "case of header Server: Server | server")]
    [InlineData(
        "HTTP/1.1 200 OK\nContent-Type: text/plain\nServer: awselb/2.0\nContent-Length: 2",
        "order of headers: Server, Content-Type, Content-Length | Content-Type, Server, Content-Length")]
    [InlineData("HTTP/1.1 200 OK\nServer: nginx\nContent-Type: text/plain\nContent-Length: 2", "value of header Server: awselb/2.0 | nginx")]
    public void Head_differs_in_one_thing(string other, string difference) =>
        Assert.Equal([difference], Heard.Differences(Heard.Answer(Head), Heard.Answer(other)));

    [Fact]
    public void Blank_behind_a_status_without_a_reason_is_seen() =>
        Assert.Equal(["reason:   | "], Heard.Differences(Heard.Answer("HTTP/1.1 463 "), Heard.Answer("HTTP/1.1 463")));

    [Fact]
    public void Header_that_one_has_alone_changes_no_order() =>
        Assert.Equal(
            ["header B: 2 | ", "header D:  | 4"],
            Heard.Differences(Heard.Answer("HTTP/1.1 200 OK\nA: 1\nB: 2\nC: 3"), Heard.Answer("HTTP/1.1 200 OK\nD: 4\nA: 1\nC: 3")));

    [Fact]
    public void Bodies_are_told_by_their_lengths_and_where_they_part() =>
        Assert.Equal(
            ["body: 4 bytes, which differ from byte 3 on | 5 bytes"],
            Heard.Differences(Heard.Answer(Head, "abcd"), Heard.Answer(Head, "abxyz")));

    [Fact]
    public void Trailers_and_answers_before_it_differ()
    {
        var one = Heard.Answer(Head);

        Assert.Equal(
            ["answers before it: 100 | ", "trailers: A: b | "],
            Heard.Differences(one with { Interim = [100], Trailers = ["A: b"] }, one));
    }

    [Theory]
    [InlineData(nameof(AnswerEnd.TimedOut), "no answer in time")]
    [InlineData(nameof(AnswerEnd.Closed), "the connection is closed without an answer")]
    [InlineData(nameof(AnswerEnd.Reset), "the connection is reset without an answer")]
    public void No_answer_is_told_by_how_it_ended(string end, string words) =>
        Assert.Equal(
            [$"how it ends: a whole answer | {words}"],
            Heard.Differences(Heard.Answer(Head), new WireAnswer { End = Enum.Parse<AnswerEnd>(end), Took = default }));

    [Fact]
    public void Broken_off_body_is_told_once()
    {
        var one = Heard.Answer(Head, "ab");

        Assert.Equal(
            ["how it ends: a whole answer | the connection is closed in the middle of the body"],
            Heard.Differences(one, one with { End = AnswerEnd.Closed, Body = [] }));
    }

    [Theory]
    [InlineData(0.1, 2.9)]
    [InlineData(10, 29)]
    [InlineData(60, 61)]
    [InlineData(4, 1.5)]
    public void Time_that_a_busy_machine_makes_is_no_difference(double one, double other) => Assert.Empty(Times(one, other));

    [Theory]
    [InlineData(0.1, 5, "time: fast | slow")]
    [InlineData(31, 10, "time: slow | fast")]
    public void Much_slower_is_slow(double one, double other, string difference) => Assert.Equal([difference], Times(one, other));

    private static IReadOnlyList<string> Times(double one, double other)
    {
        var answer = Heard.Answer(Head);
        return Heard.Differences(answer with { Took = TimeSpan.FromSeconds(one) }, answer with { Took = TimeSpan.FromSeconds(other) });
    }
}
