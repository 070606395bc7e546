using System.Globalization;
using System.Net.Security;
using AlbEmulator.AccessLogs;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Every field of the lines of many requests, compared with what happened on the wire and on the clock.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax"/>
/// </summary>
public sealed class AccessLogFieldsTests
{
    private const string Root = "Root=1-67891233-abcdef012345678912345678";

    private static readonly (string Method, string Body, bool IsChunked)[] Methods =
    [
        ("GET", "", false), ("HEAD", "", false), ("DELETE", "", false), ("OPTIONS", "", false), ("PROPFIND", "", false),
        ("POST", "a=1&b=2", false), ("PUT", "some bytes", true), ("PATCH", "{}", false), ("REPORT", "x", true),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fields_of_each_line_are_what_happened(bool isHttps)
    {
        await using var ways = await LoggedWays.StartAsync();
        var expected = new List<string>();
        var log = ways.Emulator.Services.GetRequiredService<AccessLogFile>();
        foreach (var way in ways.All)
        {
            foreach (var (method, body, isChunked) in Methods)
            {
                expected.Add(await ExpectAsync(ways, way, isHttps, method, body, isChunked, expected.Count));

                // A client has its answer a moment before the line is there, and the clock must not turn between the two.
                await Patience.UntilAsync($"{expected.Count} lines", async () =>
                {
                    await log.FlushAsync();
                    return log.LinesWritten >= expected.Count ? log : null;
                });
            }
        }

        var lines = ways.Emulator.LogLines;
        // What only the load balancer knows is looked at by itself.
        Assert.All(lines, line => Assert.Matches("^app/demo/[0-9a-f]{16}$", line.Elb));
        Assert.All(lines, line => Assert.Matches("^TID_[0-9a-f]{32}$", line.ConnTraceId));
        Assert.Equal(lines.Count, lines.Select(line => line.ConnTraceId).Distinct().Count());
        Assert.All(
            expected.Order(StringComparer.Ordinal).Zip(lines.Select(Comparable).Order(StringComparer.Ordinal)),
            line => Assert.Equal(line.First, line.Second));
    }

    /// <summary>One request on a connection of its own, and what its line has to say.</summary>
    private static async Task<string> ExpectAsync(
        LoggedWays ways, LoggedWay way, bool isHttps, string method, string body, bool isChunked, int row)
    {
        var port = isHttps ? ways.HttpsPort : ways.HttpPort;
        var query = row % 3 == 0 ? $"?row={row}&q=a%2Fb" : "";
        var agent = row % 4 == 0 ? "" : $"User-Agent: probe/{row} (\"quoted\")\r\n";
        var trace = row % 2 == 0 ? "" : $"X-Amzn-Trace-Id: {Root}\r\n";
        var framing = isChunked ? "Transfer-Encoding: chunked\r\n" : body.Length > 0 ? $"Content-Length: {body.Length}\r\n" : "";
        var content = isChunked ? $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n" : body;
        var request = $"{method} {way.Path}{query} HTTP/1.1\r\nHost: Shop.Example.com\r\n{agent}{trace}{framing}\r\n{content}";

        var served = ways.Web.Requests.Count;
        await using var client = isHttps
            ? await RawClient.ConnectTlsAsync(port, options => options.AllowTlsResume = false)
            : await RawClient.ConnectAsync(port);
        var created = ways.Time.GetUtcNow();
        var response = await client.ExchangeAsync(request);
        var ended = ways.Time.GetUtcNow();
        Assert.True(response.Status == way.Status, $"{request}\n{response.Head}");
        var forwarded = ways.Web.Requests.Count > served ? ways.Web.Requests[^1].Header("X-Amzn-Trace-Id") : null;

        var scheme = isHttps ? "https" : "http";
        var target = way.TargetPort is { } targetPort ? $"127.0.0.1:{targetPort}" : "-";
        var targetStatus = way.TargetStatus?.ToString(CultureInfo.InvariantCulture) ?? "-";
        return string.Join('\n',
            scheme,
            ended.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            client.LocalEndPoint,
            target,
            way.Times,
            way.Status,
            targetStatus,
            // A body that nobody reads counts for the request after it.
            way.TargetGroup == "web" ? request.Length : request.Length - content.Length,
            response.WireLength,
            $"{method} {scheme}://shop.example.com:{port}{way.Path}{query} HTTP/1.1",
            agent.Length == 0 ? "-" : $"probe/{row} (\\x22quoted\\x22)",
            isHttps ? OpenSslName(client.Tls!.NegotiatedCipherSuite) : "-",
            isHttps ? "TLSv1.2" : "-",
            way.TargetGroup ?? "-",
            forwarded ?? (trace.Length > 0 ? $"Self=;{Root}" : "Root="),
            isHttps ? "localhost arn" : "- -",
            way.Priority,
            created.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'000Z'", CultureInfo.InvariantCulture),
            way.Action,
            way.Action == "redirect" ? $"{scheme}://elsewhere.example.com:{port}{way.Path}{query}" : "-",
            "-",
            target,
            targetStatus,
            "- -",
            "- - -",
            "127.0.0.1");
    }

    /// <summary>As of suites with AES and GCM: <c>ECDHE-ECDSA-AES256-GCM-SHA384</c>.</summary>
    private static string OpenSslName(TlsCipherSuite suite) => suite.ToString()["TLS_".Length..]
        .Replace("_WITH", "", StringComparison.Ordinal)
        .Replace("AES_", "AES", StringComparison.Ordinal)
        .Replace('_', '-');

    /// <summary>
    /// The line without what only the load balancer knows; of an id that nobody but it saw, the names of its fields.
    /// </summary>
    private static string Comparable(AccessLogLine line) => string.Join('\n',
        line.Type,
        line.Time,
        line.Client,
        line.Target,
        $"{line.RequestProcessingTime} {line.TargetProcessingTime} {line.ResponseProcessingTime}",
        line.ElbStatusCode,
        line.TargetStatusCode,
        line.ReceivedBytes,
        line.SentBytes,
        line.Request,
        line.UserAgent,
        line.SslCipher,
        line.SslProtocol,
        line.TargetGroupArn == "-" ? "-" : line.TargetGroupArn.Split('/')[1],
        line.TargetStatusCode != "-" || line.Request.Contains("/close", StringComparison.Ordinal)
            ? line.TraceId
            : line.TraceId.StartsWith("Self=", StringComparison.Ordinal)
                ? $"Self={line.TraceId[line.TraceId.IndexOf(';')..]}"
                : line.TraceId[..5],
        line.DomainName == "-" ? $"- {line.ChosenCertArn}" : $"{line.DomainName} {line.ChosenCertArn[..3]}",
        line.MatchedRulePriority,
        line.RequestCreationTime,
        line.ActionsExecuted,
        line.RedirectUrl,
        line.ErrorReason,
        line.TargetPortList,
        line.TargetStatusCodeList,
        $"{line.Classification} {line.ClassificationReason}",
        $"{line.TransformedHost} {line.TransformedUri} {line.RequestTransformStatus}",
        line.IpAddress);
}
