using System.Globalization;
using AlbEmulator.AccessLogs;
using AlbEmulator.LogDelivery;

namespace AlbEmulator.Tests.AccessLogs;

/// <summary>Every field in its place and form, compared with lines of real load balancers.</summary>
public sealed class AccessLogFormatterTests
{
    public static TheoryData<string, string> Published => PublishedLines.All;

    [Theory]
    [MemberData(nameof(Published))]
    public void A_published_line_is_written_byte_for_byte(string title, string line)
    {
        var written = Entries.Format(PublishedLines.ToEntry(line));

        Assert.True(written.StartsWith(line, StringComparison.Ordinal), $"{title}:\n{line}\n{written}");

        // Lines of before 2026 lack the last fields; ours go on behind a space, those of today end there.
        Assert.Equal(PublishedLines.CountFields(line) == 36 ? "\n" : " ", written.Substring(line.Length, 1));
    }

    [Fact]
    public void Lines_of_today_are_among_the_published() =>
        Assert.Equal(3, PublishedLines.All.Count(row => PublishedLines.CountFields((string)row[1]) == 36));

    [Theory]
    [InlineData(null, "-1")]
    [InlineData(0L, "0.000")]
    [InlineData(9_999L, "0.000")]
    [InlineData(10_000L, "0.001")]
    [InlineData(19_999L, "0.001")]
    [InlineData(9_999_999L, "0.999")]
    [InlineData(123_456_789L, "12.345")]
    [InlineData(36_005_000_000L, "3600.500")]
    [InlineData(-5L, "0.000")]
    public void A_duration_has_three_decimals_and_is_cut(long? ticks, string expected)
    {
        TimeSpan? duration = ticks is { } value ? new TimeSpan(value) : null;
        var line = Entries.Read(Entries.Forwarded with
        {
            RequestProcessingTime = duration,
            TargetProcessingTime = duration,
            ResponseProcessingTime = duration,
        });

        Assert.Equal(expected, line.RequestProcessingTime);
        Assert.Equal(expected, line.TargetProcessingTime);
        Assert.Equal(expected, line.ResponseProcessingTime);
    }

    [Theory]
    [InlineData("2026-09-23T07:15:47.8052989Z", "2026-09-23T07:15:47.805298Z", "2026-09-23T07:15:47.805000Z")]
    [InlineData("2026-12-31T23:59:59.9999999Z", "2026-12-31T23:59:59.999999Z", "2026-12-31T23:59:59.999000Z")]
    [InlineData("2027-01-01T00:00:00.0000000Z", "2027-01-01T00:00:00.000000Z", "2027-01-01T00:00:00.000000Z")]
    public void Time_has_microseconds_and_creation_time_milliseconds(string moment, string time, string creationTime)
    {
        var utc = DateTime.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        foreach (var kind in new[] { DateTimeKind.Utc, DateTimeKind.Unspecified })
        {
            var same = DateTime.SpecifyKind(utc, kind);
            var line = Entries.Read(Entries.Forwarded with { Time = same, RequestCreationTime = same });

            Assert.Equal(time, line.Time);
            Assert.Equal(creationTime, line.RequestCreationTime);
        }
    }

    [Fact]
    public void A_request_that_cannot_be_read_has_a_dash_for_each_missing_part() =>
        Assert.Equal(
            "- http://demo-878688131.us-east-1.elb.amazonaws.com:80- -",
            Entries.Read(Entries.Forwarded with
            {
                Method = null,
                Host = "demo-878688131.us-east-1.elb.amazonaws.com",
                Port = 80,
                Uri = null,
                Version = null,
            }).Request);

    [Theory]
    [InlineData("http", 80, "GET http://example.com:80/orders?id=7 HTTP/1.1")]
    [InlineData("https", 443, "GET https://example.com:443/orders?id=7 HTTP/1.1")]
    [InlineData("http", 8080, "GET http://example.com:8080/orders?id=7 HTTP/1.1")]
    public void The_port_is_always_in_the_request_line(string scheme, int port, string expected) =>
        Assert.Equal(expected, Entries.Read(Entries.Forwarded with { Scheme = scheme, Port = port }).Request);

    [Fact]
    public void Spaces_stay_in_a_uri() =>
        Assert.Equal(
            "GET http://example.com:8080/a b  c HTTP/1.1",
            Entries.Read(Entries.Forwarded with { Uri = "/a b  c" }).Request);

    [Fact]
    public void A_blank_behind_the_version_stays() =>
        Assert.EndsWith(" HTTP/1.0 ", Entries.Read(Entries.Forwarded with { Version = "HTTP/1.0 " }).Request);

    [Fact]
    public void A_target_that_closes_before_its_answer_has_two_times_and_no_status()
    {
        var line = Entries.Format(Entries.Forwarded with
        {
            TargetProcessingTime = TimeSpan.Zero,
            ResponseProcessingTime = null,
            ElbStatusCode = 502,
            TargetStatusCode = null,
        });

        Assert.Contains(" 127.0.0.1:9001 0.000 0.000 -1 502 - ", line, StringComparison.Ordinal);
        Assert.Contains(" \"forward\" \"-\" \"-\" \"127.0.0.1:9001\" \"-\" \"-\" ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_stays_silent_has_one_time()
    {
        var line = Entries.Format(Entries.Forwarded with
        {
            RequestProcessingTime = TimeSpan.FromMilliseconds(2),
            TargetProcessingTime = null,
            ResponseProcessingTime = null,
            ElbStatusCode = 504,
            TargetStatusCode = null,
        });

        Assert.Contains(" 127.0.0.1:9001 0.002 -1 -1 504 - ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_waf_blocks_has_no_target()
    {
        var line = Entries.Format(Entries.Forwarded with
        {
            Target = null,
            RequestProcessingTime = null,
            TargetProcessingTime = null,
            ResponseProcessingTime = null,
            ElbStatusCode = 403,
            TargetStatusCode = null,
            ActionsExecuted = "waf",
        });

        Assert.Contains(" - -1 -1 -1 403 - ", line, StringComparison.Ordinal);
        Assert.Contains(" \"waf\" \"-\" \"-\" \"-\" \"-\" ", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "-")]
    [InlineData(-1, "-1")]
    [InlineData(0, "0")]
    [InlineData(50_000, "50000")]
    public void Priority_tells_rule_default_and_errors_apart(int? priority, string expected) =>
        Assert.Equal(
            expected,
            Entries.Read(Entries.Forwarded with { MatchedRulePriority = priority }).MatchedRulePriority);

    [Fact]
    public void Transforms_are_written_when_they_changed_something()
    {
        var line = Entries.Read(Entries.Forwarded with
        {
            TransformedHost = "m.example.com",
            TransformedUri = "/v2/orders?id=7",
            RequestTransformStatus = "TransformSuccess",
        });

        Assert.Equal("m.example.com", line.TransformedHost);
        Assert.Equal("/v2/orders?id=7", line.TransformedUri);
        Assert.Equal("TransformSuccess", line.RequestTransformStatus);
    }

    [Fact]
    public void Large_byte_counts_are_whole() =>
        Assert.Equal(
            "9223372036854775807",
            Entries.Read(Entries.Forwarded with { SentBytes = long.MaxValue }).SentBytes);

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "minus";
        odd.DateTimeFormat.TimeSeparator = "_";
        CultureInfo.CurrentCulture = odd;
        try
        {
            var line = Entries.Read(Entries.Forwarded with { MatchedRulePriority = -1 });
            Assert.Equal("-1", line.MatchedRulePriority);
            Assert.Equal("2026-09-23T07:15:47.805298Z", line.Time);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_a_line()
    {
        var entry = Entries.Forwarded;
        var output = new byte[AccessLogFormatter.MaxLength(in entry)];
        LogLineWriter.Write<AccessLogFormatter, AccessLogEntry>(in entry, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            LogLineWriter.Write<AccessLogFormatter, AccessLogEntry>(in entry, output);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
