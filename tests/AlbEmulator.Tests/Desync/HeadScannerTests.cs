using System.Text;
using AlbEmulator.Desync;
using AlbEmulator.Http1;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Desync;

/// <summary>
/// What is made of a head.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#classification-reasons"/>
/// </summary>
public sealed class HeadScannerTests
{
    /// <summary>What has a reason although it is readable in one way.</summary>
    private static readonly ClassificationReason[] OfMeaning =
    [
        ClassificationReason.GetHeadZeroContentLength,
        ClassificationReason.UndefinedContentLengthSemantics,
        ClassificationReason.UndefinedTransferEncodingSemantics,
        ClassificationReason.SuspiciousHeader,
        ClassificationReason.NonCompliantHeader,
        ClassificationReason.BadTransferEncoding,
        ClassificationReason.BadContentLength,
    ];

    [Fact]
    public void Table_holds_every_reason_and_120_requests_at_least()
    {
        Assert.InRange(RawRequests.All.Count, 120, int.MaxValue);
        var missing = Enum.GetValues<ClassificationReason>().Except(RawRequests.All.Select(request => request.Reason));
        // These two need a client that goes.
        Assert.Equal([ClassificationReason.PartialHeaderLine, ClassificationReason.MissingLastEmptyLine], missing);
    }

    [Fact]
    public void Every_request_of_the_table_has_its_reason() => Assert.Empty(
        from request in RawRequests.All
        let found = HeadScanner.Scan(Encoding.Latin1.GetBytes(request.Text.TrimStart('\r', '\n'))).Classification.Reason
        where found != request.Reason
        select $"{found} for {request}");

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX", "PartialHeaderLine")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r", "PartialHeaderLine")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n", "MissingLastEmptyLine")]
    [InlineData("GET / HTTP/1.1\r\n", "MissingLastEmptyLine")]
    public void Head_that_ends_too_early_is_ambiguous(string text, string reason)
    {
        var head = HeadScanner.Scan(Encoding.Latin1.GetBytes(text), isEnded: true);

        Assert.Equal((reason, "Ambiguous"), (head.Classification.ReasonName, head.Classification.TierName));
        Assert.Equal(0, head.Length);
    }

    [Fact]
    public void Worst_of_several_counts_and_of_those_the_first()
    {
        Assert.Equal(ClassificationReason.BadTransferEncoding, Reason("GET /a\tb HTTP/1.1\r\nTransfer-Encoding: x\r\nContent-Length: y\r\n\r\n"));
        Assert.Equal(ClassificationReason.BadMethod, Reason("G@T /a\0 HTTP/7\r\nX: \u0001\r\n\r\n".Replace("HTTP/7", "HTTP/x", StringComparison.Ordinal)));
        Assert.Equal(ClassificationReason.NonCompliantHeader, Reason("GET /a b HTTP/1.2\r\nX: \u0001\r\n\r\n"));
    }

    [Fact]
    public void Head_ends_with_its_first_empty_line()
    {
        foreach (var request in RawRequests.All.Where(request => !request.Text.StartsWith('\r')))
        {
            var bytes = Encoding.Latin1.GetBytes(request.Text);
            var length = HeadScanner.Scan(bytes).Length;
            var pipelined = HeadScanner.Scan([.. bytes, .. "GET / HTTP/1.1\r\n\r\n"u8]);
            if (length != 0)
            {
                Assert.Equal(length, pipelined.Length);
                Assert.Equal(request.Reason, pipelined.Classification.Reason);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void End_of_a_head_is_found_whatever_the_pieces(int size)
    {
        foreach (var request in RawRequests.All.Where(request => !request.Text.StartsWith('\r')))
        {
            var bytes = Encoding.Latin1.GetBytes(request.Text);
            var end = default(HeadEnd);
            var expected = HeadScanner.Scan(bytes).Length;
            for (var length = 0; length < bytes.Length; length = Math.Min(length + size, bytes.Length))
            {
                if (end.LengthIn(bytes.AsSpan(0, length)) is > 0 and var found)
                {
                    Assert.Equal(expected, found);
                    Assert.InRange(length, expected, expected + size - 1);
                    break;
                }

                Assert.True(expected == 0 || length < expected);
            }
        }
    }

    [Fact]
    public void Whatever_comes_is_read_in_one_way_or_refused()
    {
        var mutator = new Mutator(7);
        var lines = new HeaderLines();
        for (var count = 0; count < 60_000; count++)
        {
            var bytes = mutator.Next("mark");
            lines.Begin(bytes);
            var head = HeadScanner.Scan(bytes, lines: lines);
            if (head.Length != 0 && head.Refusal == 0)
            {
                var passed = "GET / HTTP/1.1\r\n" + string.Concat(Enumerable.Range(0, lines.Count)
                    .Where(index => lines[index].Known is not (HeaderName.ContentLength or HeaderName.TransferEncoding))
                    .Select(index => $"{lines.NameText(index)}: {lines.ValueText(index)}\r\n")) + "\r\n";
                Assert.True(IsStrict(Encoding.Latin1.GetBytes(passed)), passed);
            }
        }
    }

    private static ClassificationReason Reason(string text) =>
        HeadScanner.Scan(Encoding.Latin1.GetBytes(text)).Classification.Reason;

    /// <summary>Whether the head alone is strictly one; no body follows it.</summary>
    private static bool IsStrict(byte[] head)
    {
        try
        {
            _ = StrictRequest.Read(head);
            return head.AsSpan().EndsWith("\r\n\r\n"u8);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
