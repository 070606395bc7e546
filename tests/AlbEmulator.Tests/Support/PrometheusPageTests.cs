namespace AlbEmulator.Tests.Support;

/// <summary>The parser of the tests takes what is right and nothing else.</summary>
public sealed class PrometheusPageTests
{
    private const string Head = "# HELP a_total Some.\n# TYPE a_total counter\n";
    private const string Histogram = "# HELP h Some.\n# TYPE h histogram\n";

    [Fact]
    public void Reads_what_stands_there()
    {
        var page = PrometheusPage.Parse($$"""
            {{Head}}a_total{x="1\\\"\n",y="2"} 3
            a_total 4.5
            {{Histogram}}h_bucket{x="1",le="0.5"} 1
            h_bucket{x="1",le="+Inf"} 2
            h_sum{x="1"} 7
            h_count{x="1"} 2

            """);

        Assert.Equal(3, page["a_total", ("x", "1\\\"\n"), ("y", "2")]);
        Assert.Equal(4.5, page["a_total"]);
        Assert.Equal(7.5, page.Sum("a_total"));
        Assert.Equal(2, page["h_count", ("x", "1")]);
    }

    [Theory]
    [InlineData("a_total 1\n")]
    [InlineData(Head + "a_total 1")]
    [InlineData(Head + "a_total 1\r\n")]
    [InlineData(Head + "a_total 1\na_total 1\n")]
    [InlineData(Head + "a_total{x=\"1\",y=\"2\"} 1\na_total{y=\"2\",x=\"1\"} 1\n")]
    [InlineData(Head + "a_total{x=\"1\",x=\"2\"} 1\n")]
    [InlineData(Head + "a_total{x=\"\\t\"} 1\n")]
    [InlineData(Head + "a_total{x=\"1\",} 1\n")]
    [InlineData(Head + "a_total{} 1\n")]
    [InlineData(Head + "a_total -1\n")]
    [InlineData(Head + "a_total one\n")]
    [InlineData(Head + "b_total 1\n")]
    [InlineData(Head + Head)]
    [InlineData("# HELP a Some.\n# TYPE a counter\na 1\n")]
    [InlineData("# TYPE a_total counter\na_total 1\n")]
    [InlineData("# HELP a_total Some.\n# TYPE a_total summary\na_total 1\n")]
    [InlineData(Histogram + "h_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData(Histogram + "h_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData(Histogram + "h_bucket{le=\"2\"} 1\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData(Histogram + "h_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 2\n")]
    public void Refuses_what_is_wrong(string page) =>
        Assert.ThrowsAny<FormatException>(() => PrometheusPage.Parse(page));
}
