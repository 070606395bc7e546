using System.Globalization;
using System.Text;
using AlbEmulator.Comparisons;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Comparisons;

/// <summary>Answers are heard as they come over the wire, however they end.</summary>
public sealed class QuestionTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Lines_keep_their_order_and_case()
    {
        var answer = await HearAsync(Reply.Bytes("HTTP/1.1 463 \r\nSERVER: a\r\ndate:  now \r\nServer: b\r\nContent-Length: 2\r\n\r\nok"));

        Assert.Equal((AnswerEnd.Whole, "HTTP/1.1", 463, " "), (answer.End, answer.Version, answer.Status, answer.Reason));
        Assert.Equal(["SERVER: a", "date: now", "Server: b", "Content-Length: 2"], answer.Lines.Select(line => $"{line.Name}: {line.Value}"));
        Assert.Equal("ok", Encoding.Latin1.GetString(answer.Body));
    }

    [Fact]
    public async Task Chunks_are_put_together_and_trailers_kept()
    {
        var answer = await HearAsync(Reply.Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x\r\nc\r\n0\r\nA-b: c\r\n\r\n"));

        Assert.Equal((AnswerEnd.Whole, "abc"), (answer.End, Encoding.Latin1.GetString(answer.Body)));
        Assert.Equal(["A-b: c"], answer.Trailers);
    }

    [Fact]
    public async Task Answers_before_it_are_counted()
    {
        var answer = await HearAsync(Reply.Bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"));

        Assert.Equal([100, 103], answer.Interim);
        Assert.Equal((204, AnswerEnd.Whole), (answer.Status, answer.End));
    }

    [Fact]
    public async Task Body_may_end_with_the_connection()
    {
        var answer = await HearAsync(Reply.BytesThenClose("HTTP/1.1 200 OK\r\n\r\nall of it"));

        Assert.Equal((AnswerEnd.Whole, "all of it"), (answer.End, Encoding.Latin1.GetString(answer.Body)));
    }

    [Fact]
    public async Task Answer_to_HEAD_has_no_body()
    {
        var answer = await HearAsync(Reply.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 122\r\n\r\n"), "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", isHead: true);

        Assert.Equal((AnswerEnd.Whole, 0), (answer.End, answer.Body.Length));
    }

    [Theory]
    [InlineData("", false, nameof(AnswerEnd.Closed))]
    [InlineData("HTTP/1.1 2", false, nameof(AnswerEnd.Closed))]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", false, nameof(AnswerEnd.Closed))]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", true, nameof(AnswerEnd.Reset))]
    [InlineData("SSH-2.0-OpenSSH\r\n", false, nameof(AnswerEnd.Unreadable))]
    [InlineData("HTTP/1.1 200 OK\r\nno header\r\n\r\n", false, nameof(AnswerEnd.Unreadable))]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", false, nameof(AnswerEnd.Unreadable))]
    public async Task Answer_that_is_not_whole_is_told_by_its_end(string bytes, bool isReset, string end)
    {
        var answer = await HearAsync(isReset ? Reply.BytesThenReset(bytes) : Reply.BytesThenClose(bytes));

        // A reset may overtake what was sent before it.
        Assert.Equal(end, answer.End.ToString());
    }

    [Fact]
    public async Task Endless_answers_are_read_no_further_than_is_enough()
    {
        Assert.Equal(AnswerEnd.TooLong, (await HearAsync(Reply.HeadOf(200 * 1024))).End);
        Assert.Equal(AnswerEnd.TooLong, (await HearAsync(Reply.Stream(64 * 1024 * 1024))).End);
    }

    [Fact]
    public async Task Silence_ends_with_the_time()
    {
        var time = new ManualTime();
        await using var target = ScriptedTarget.Start(Reply.BytesThenSilence("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no"));
        var asking = AskAsync(target, time, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await target.WaitForRequestsAsync(1);
        time.Advance(Long);

        var (answer, problem) = await asking;
        Assert.Null(problem);
        Assert.Equal((AnswerEnd.TimedOut, Long), (answer!.End, answer.Took));
    }

    [Fact]
    public async Task Answer_that_comes_before_the_request_has_gone_out_is_heard()
    {
        var body = new string('x', 32 * 1024 * 1024);
        var request = string.Create(CultureInfo.InvariantCulture, $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        var answer = await HearAsync(Reply.BytesThenSilence("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno").Early(), request);

        Assert.Equal((AnswerEnd.Whole, 413), (answer.End, answer.Status));
    }

    [Fact]
    public async Task Nobody_there_is_no_answer_but_a_problem()
    {
        var port = FreePorts.Take();
        var (answer, problem) = await Ask("GET / HTTP/1.1\r\n\r\n", TimeProvider.System)
            .AskAsync(new Destination("http", "127.0.0.1", port), takesAnyone: false, default);

        Assert.Null(answer);
        Assert.StartsWith($"no connection to http://127.0.0.1:{port}: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_TLS_is_no_answer_but_a_problem()
    {
        await using var plain = new SocketServer(static async (socket, ended) =>
        {
            using (socket)
            {
                await socket.ReceiveAsync(new byte[1024], ended);
                await socket.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), ended);
            }
        });
        var (answer, problem) = await Ask("GET / HTTP/1.1\r\n\r\n", TimeProvider.System)
            .AskAsync(new Destination("https", "127.0.0.1", plain.Port), takesAnyone: true, default);

        Assert.Null(answer);
        Assert.StartsWith($"no TLS with https://127.0.0.1:{plain.Port}: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_that_never_ends_is_told_as_such()
    {
        var time = new ManualTime();
        var heard = new TaskCompletionSource();
        await using var silent = new SocketServer(async (socket, ended) =>
        {
            using (socket)
            {
                await socket.ReceiveAsync(new byte[1], ended);
                heard.SetResult();
                await Task.Delay(Timeout.Infinite, ended).ContinueWith(static _ => { }, TaskScheduler.Default);
            }
        });
        var asking = Ask("GET / HTTP/1.1\r\n\r\n", time).AskAsync(new Destination("https", "127.0.0.1", silent.Port), takesAnyone: true, default);
        await heard.Task.WaitAsync(Patience.Default);
        time.Advance(Long);

        Assert.Equal((null, $"no TLS with https://127.0.0.1:{silent.Port} within 60 s"), await asking);
    }

    private static async Task<WireAnswer> HearAsync(Reply reply, string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n", bool isHead = false)
    {
        await using var target = ScriptedTarget.Start(reply);
        var (answer, problem) = await AskAsync(target, TimeProvider.System, request, isHead);
        Assert.Null(problem);
        return answer!;
    }

    private static Task<(WireAnswer? Answer, string? Problem)> AskAsync(ScriptedTarget target, TimeProvider time, string request, bool isHead = false) =>
        Patience.BoundAsync("an answer", ended => Ask(request, time, isHead).AskAsync(new Destination("http", "127.0.0.1", target.Port), takesAnyone: false, ended));

    private static Question Ask(string request, TimeProvider time, bool isHead = false) =>
        new(Encoding.Latin1.GetBytes(request), isHead, "a", Long, time);
}
