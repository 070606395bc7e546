using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.AccessLogs;

/// <summary>The parser the other tests rely on takes whole lines only.</summary>
public sealed class AccessLogLineTests
{
    private static readonly string Line = Entries.Format(Entries.Forwarded).TrimEnd('\n');

    [Fact]
    public void Every_field_has_its_name()
    {
        var line = AccessLogLine.Parse((string)PublishedLines.All.Single(row => (string)row[0] == "HTTPS forward")[1]);

        Assert.Equal("https", line.Type);
        Assert.Equal("2026-09-23T07:15:47.805298Z", line.Time);
        Assert.Equal("app/k8s-tileserver-617dd1df30/98e3a879de9d6b42", line.Elb);
        Assert.Equal(("78.190.26.165", "5815"), (line.ClientIp, line.ClientPort));
        Assert.Equal("10.20.20.37:80", line.Target);
        Assert.Equal(
            ("0.001", "0.003", "0.000"),
            (line.RequestProcessingTime, line.TargetProcessingTime, line.ResponseProcessingTime));
        Assert.Equal(("200", "200"), (line.ElbStatusCode, line.TargetStatusCode));
        Assert.Equal(("153", "3860"), (line.ReceivedBytes, line.SentBytes));
        Assert.Equal(("GET", "HTTP/1.1"), (line.RequestVerb, line.RequestProto));
        Assert.Equal(
            "https://tile-staging.terrastride.com:443/data/roads_trails_merged-trails-z18_v2.json",
            line.RequestUrl);
        Assert.Equal("Dart/3.11 (dart:io)", line.UserAgent);
        Assert.Equal(("ECDHE-RSA-AES128-GCM-SHA256", "TLSv1.2"), (line.SslCipher, line.SslProtocol));
        Assert.EndsWith("targetgroup/k8s-tileserv-tileserv-8b701414d0/ce5353cc7101de6d", line.TargetGroupArn);
        Assert.Equal("Root=1-6ab37ca3-72b3ccd0353538ac305db394", line.TraceId);
        Assert.Equal("tile-staging.terrastride.com", line.DomainName);
        Assert.EndsWith("certificate/34ecc395-417d-479a-b9e3-2c03c1047f42", line.ChosenCertArn);
        Assert.Equal(("2", "2026-09-23T07:15:47.801000Z"), (line.MatchedRulePriority, line.RequestCreationTime));
        Assert.Equal(("forward", "-", "-"), (line.ActionsExecuted, line.RedirectUrl, line.ErrorReason));
        Assert.Equal(("10.20.20.37:80", "200"), (line.TargetPortList, line.TargetStatusCodeList));
        Assert.Equal(("-", "-"), (line.Classification, line.ClassificationReason));
        Assert.Equal("TID_d7917035eabacb42bea251b01fb60ab4", line.ConnTraceId);
        Assert.Equal(("-", "-", "-"), (line.TransformedHost, line.TransformedUri, line.RequestTransformStatus));
        Assert.Equal("100.51.96.60", line.IpAddress);
    }

    [Theory]
    [InlineData(" \"-\" \"-\"", "")]
    [InlineData("http ", "")]
    [InlineData("\"curl/8.5.0\"", "\"curl\"8.5.0\"")]
    [InlineData(" 200 200 ", " 200 ")]
    [InlineData(" 153 ", " - ")]
    [InlineData(" 0.003 ", " ")]
    public void A_line_that_is_not_whole_is_refused(string text, string instead) =>
        Assert.Throws<FormatException>(() => AccessLogLine.Parse(ReplaceLast(Line, text, instead)));

    [Fact]
    public void A_line_with_more_fields_is_refused() =>
        Assert.Throws<FormatException>(() => AccessLogLine.Parse(Line + " \"-\""));

    [Fact]
    public void The_last_line_of_a_file_counts_when_it_has_its_line_feed()
    {
        using var folder = new TempFolder();
        var path = folder.Write("access.log", Line + "\n" + Line[..20]);

        Assert.Equal(Line, Assert.Single(AccessLogLine.ReadAll(path)).Text);
        Assert.Empty(AccessLogLine.ReadAll(folder.File("none.log")));
    }

    private static string ReplaceLast(string line, string text, string instead)
    {
        var at = line.LastIndexOf(text, StringComparison.Ordinal);
        return line[..at] + instead + line[(at + text.Length)..];
    }
}
