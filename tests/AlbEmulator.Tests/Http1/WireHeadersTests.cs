using System.Text;
using AlbEmulator.Desync;
using AlbEmulator.Http1;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Http1;

/// <summary>What a head of many lines costs is as much as it has bytes.</summary>
public sealed class WireHeadersTests
{
    /// <summary>Bytes that may be made of a head of 64 KB.</summary>
    private const long Most = 8 * 1024 * 1024;

    [Fact]
    public void Lines_of_one_name_are_one_list_in_their_order() =>
        Assert.Equal(
            [("A", "1,3"), ("b", "2"), ("C", "4")],
            Headers("A: 1\r\nb: 2\r\na: 3\r\nC: 4\r\n").Select(header => (header.Key, $"{header.Value}")));

    [Fact]
    public void Many_lines_of_one_name_cost_as_much_as_they_have_bytes()
    {
        var headers = Headers(string.Concat(Enumerable.Repeat("Host:\r\n", 9000)));

        Assert.InRange(MadeBy(() => Assert.Equal(9000, ((IHeaderDictionary)headers).Host.Count)), 0, Most);
        Assert.InRange(MadeBy(() => Assert.Single(headers)), 0, Most);
    }

    [Fact]
    public void Many_trailers_of_one_name_cost_as_much_as_they_have_bytes()
    {
        var lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a:\r\n", 9000)));

        Assert.InRange(MadeBy(() => Assert.Equal(9000, TrailerSection.Read(lines)["A"].Count)), 0, Most);
    }

    [Fact]
    public void Invalid_names_are_dropped_wherever_they_stand()
    {
        var headers = Headers("a_b: 123\r\nA: 2\r\nA_B: 3\r\nc.d: 4\r\n");

        Assert.True(headers.HasOneOf(8));
        Assert.True(InvalidHeaderFields.Drop(headers));
        Assert.Equal("A", Assert.Single(headers).Key);
        Assert.False(headers.HasOneOf(8));
        Assert.False(InvalidHeaderFields.Drop(headers));
    }

    [Fact]
    public void Names_of_other_bytes_are_for_http_1_targets_alone()
    {
        var headers = Headers("A: 1\r\n\u00e9: 2\r\n");

        Assert.Equal("A", Assert.Single(headers).Key);
        Assert.Equal(2, headers.Lines.Count);
        Assert.True(InvalidHeaderFields.Drop(headers));
        Assert.True(headers.IsRemoved(1));
    }

    private static long MadeBy(Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static WireHeaders Headers(string lines)
    {
        var bytes = Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\n{lines}\r\n");
        var scanned = new HeaderLines();
        scanned.Begin(bytes);
        HeadScanner.Scan(bytes, isEnded: false, scanned);
        var headers = new WireHeaders(scanned);
        headers.Begin();
        return headers;
    }
}
