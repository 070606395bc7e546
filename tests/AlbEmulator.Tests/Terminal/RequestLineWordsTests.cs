using System.Text;
using AlbEmulator.AccessLogs;
using AlbEmulator.Requests;
using AlbEmulator.Terminal;
using AlbEmulator.Tests.AccessLogs;

namespace AlbEmulator.Tests.Terminal;

/// <summary>The short line of a request: what it says, and that nothing in it is an order to the terminal.</summary>
public sealed class RequestLineWordsTests
{
    private const string Orders = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/orders/ce5353cc7101de6d";

    private static readonly AccessLogEntry Forwarded = Entries.Forwarded with
    {
        TargetGroupArn = Orders,
        Uri = "/api/1",
        MatchedRulePriority = 10,
    };

    [Fact]
    public void A_forwarded_request_says_where_it_went_by_which_rule_and_what_came_of_it() =>
        Assert.Equal("07:15:47 GET /api/1 → orders 127.0.0.1:9001 (rule 10) 200 3 ms\n", Line(Forwarded with { RequestCreationTime = Forwarded.Time.AddMilliseconds(-3) }));

    [Fact]
    public void The_time_of_day_is_that_of_the_machine()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("two hours", TimeSpan.FromHours(2), null, null);

        Assert.StartsWith("09:15:47 ", Line(Forwarded, zone: zone), StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_rule_is_named() =>
        Assert.Contains(" (default rule) 200 ", Line(Forwarded with { MatchedRulePriority = 0 }), StringComparison.Ordinal);

    [Fact]
    public void Actions_of_the_load_balancer_are_no_failures()
    {
        var own = Forwarded with { TargetGroupArn = null, Target = null, TargetStatusCode = null, ElbStatusCode = 503, ActionsExecuted = "fixed-response" };
        var redirect = own with { ElbStatusCode = 301, ActionsExecuted = "redirect", RedirectUrl = "https://shop.example/" };

        Assert.Contains(" GET /api/1 → fixed-response (rule 10) 503 ", Line(own), StringComparison.Ordinal);
        Assert.Contains(" GET /api/1 → redirect https://shop.example/ (rule 10) 301 ", Line(redirect), StringComparison.Ordinal);
        Assert.All([own, redirect], line => Assert.False(RequestLineWords.IsFailure(line)));
    }

    [Fact]
    public void An_error_of_the_target_is_the_targets()
    {
        var line = Forwarded with { ElbStatusCode = 500, TargetStatusCode = 500 };

        Assert.False(RequestLineWords.IsFailure(line));
        Assert.DoesNotContain("\e[31m07:15", Line(line, isColoured: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_red_and_has_its_cause()
    {
        var line = Forwarded with { ElbStatusCode = 502, TargetStatusCode = null, Failure = new Failure(CauseCode.TargetRefused, "the target refused the connection") };

        Assert.True(RequestLineWords.IsFailure(line));
        Assert.Matches(
            "^\e\\[31m07:15:47 GET /api/1 → orders 127.0.0.1:9001 \\(rule 10\\) 502 \\d+ ms: the target refused the connection\e\\[0m\n$",
            Line(line, isColoured: true));
    }

    [Fact]
    public void A_connection_that_was_reset_has_000()
    {
        var line = Forwarded with { Target = null, ElbStatusCode = 0, TargetStatusCode = null, Failure = new Failure(CauseCode.FaultInjected, "fault 1") };

        Assert.Matches(@" → orders \(rule 10\) 000 \d+ ms: fault 1\n$", Line(line));
    }

    [Fact]
    public void Where_no_cause_is_known_AWSs_code_stands_for_it() =>
        Assert.EndsWith(
            " ms: LambdaInvalidResponse\n",
            Line(Forwarded with { ElbStatusCode = 502, TargetStatusCode = null, ErrorReason = "LambdaInvalidResponse" }),
            StringComparison.Ordinal);

    [Fact]
    public void What_the_parser_refused_has_a_line()
    {
        var line = Forwarded with
        {
            Method = null,
            Uri = null,
            TargetGroupArn = null,
            Target = null,
            MatchedRulePriority = null,
            ActionsExecuted = null,
            ElbStatusCode = 400,
            TargetStatusCode = null,
        };

        Assert.Matches("^07:15:47 what is no request 400 [0-9]+ ms\n$", Line(line));
    }

    [Theory]
    [InlineData(200, "\e[32m 200\e[0m")]
    [InlineData(304, "\e[36m 304\e[0m")]
    [InlineData(404, "\e[33m 404\e[0m")]
    [InlineData(500, "\e[31m 500\e[0m")]
    public void The_colour_of_a_status_is_that_of_its_kind(int status, string coloured) =>
        Assert.Contains(
            coloured, Line(Forwarded with { ElbStatusCode = status, TargetStatusCode = status }, isColoured: true), StringComparison.Ordinal);

    [Fact]
    public void Without_colours_nothing_is_an_order_to_the_terminal_whatever_clients_send()
    {
        string[] pieces = [.. Enumerable.Range(0, 256).Select(code => (char)code).Chunk(16).Select(piece => new string(piece)), "\e[2J", "\u202e"];
        string[] lines =
        [
            .. pieces.Select(piece => Line(Forwarded with { Method = piece, Uri = piece })),
            .. pieces.Select(piece => Line(Forwarded with { ElbStatusCode = 502, Failure = new Failure(CauseCode.TargetRefused, piece) })),
            .. pieces.Select(piece => Line(Forwarded with { TargetGroupArn = null, ActionsExecuted = "redirect", RedirectUrl = piece })),
        ];

        Assert.All(lines, text => Assert.All(
            text[..^1], character => Assert.True(character is (>= ' ' and <= '~') or '→', $"U+{(int)character:X4} in {text}")));
        Assert.Contains(lines, line => line.Contains(" \\x1b[2J \\x1b[2J → ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\\x9b", StringComparison.Ordinal));
    }

    [Fact]
    public void Long_words_of_clients_are_cut()
    {
        var line = Line(Forwarded with { Method = new string('M', 5000), Uri = "/" + new string('u', 50_000), Failure = new Failure(CauseCode.TargetRefused, new string('c', 50_000)) });

        Assert.InRange(line.Length, 100, 600);
        Assert.Contains("uuu... → orders", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_WebSocket_that_was_open_for_long_says_seconds() =>
        Assert.EndsWith(" 101 75.0 s\n", Line(Forwarded with
        {
            ElbStatusCode = 101,
            TargetStatusCode = 101,
            RequestCreationTime = Forwarded.Time.AddSeconds(-75),
        }), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 0, 1, "")]
    [InlineData(0, 4213, 1, "… and 4,213 more in this second\n")]
    [InlineData(17, 4196, 1, "… and 4,213 more in this second, 17 of them failed\n")]
    [InlineData(0, 5, 30, "… and 5 more in 30 s\n")]
    public void How_many_are_left_out_is_told(long failed, long others, int seconds, string expected)
    {
        var text = new StringBuilder();

        RequestLineWords.AppendLeftOut(text, failed, others, TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, text.ToString());
    }

    private static string Line(AccessLogEntry line, bool isColoured = false, TimeZoneInfo? zone = null)
    {
        var text = new StringBuilder();
        RequestLineWords.Append(text, line, zone ?? TimeZoneInfo.Utc, isColoured);
        return text.ToString();
    }
}
