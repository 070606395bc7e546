using AlbEmulator.Metrics.Export;

namespace AlbEmulator.Tests.Metrics;

/// <summary>X-Amzn-Trace-Id as a trace.</summary>
public sealed class XRayContextTests
{
    private const string Root = "Root=1-67891233-abcdef012345678912345678";
    private const string Trace = "67891233abcdef012345678912345678";

    [Theory]
    [InlineData(Root, "0000000000000000")]
    [InlineData($"Self=1-67891234-12456789abcdef012345678;{Root}", "0000000000000000")]
    [InlineData($"{Root};Parent=53995c3f42cd8ad8;Sampled=1", "53995c3f42cd8ad8")]
    [InlineData($"{Root}; Parent = 53995C3F42CD8AD8 ", "53995c3f42cd8ad8")]
    [InlineData($"{Root};Parent=53995c3f42cd8ad", "0000000000000000")]
    [InlineData($"{Root};Parent=53995c3f42cd8adx", "0000000000000000")]
    [InlineData($"{Root};Parent=0000000000000000", "0000000000000000")]
    [InlineData("Root=1-67891233-ABCDEF012345678912345678", "0000000000000000")]
    public void Root_is_the_trace_and_Parent_the_span_before(string header, string parent)
    {
        var context = XRayContext.Of(header);

        Assert.True(context.IsOfHeader && context.IsSampled);
        Assert.Equal((Trace, parent), (context.Parent.TraceId.ToString(), context.Parent.SpanId.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Root=mine")]
    [InlineData("Root=2-67891233-abcdef012345678912345678")]
    [InlineData("Root=1-67891233-abcdef01234567891234567")]
    [InlineData("Root=1-6789123x-abcdef012345678912345678")]
    [InlineData("Root=1-00000000-000000000000000000000000;Parent=53995c3f42cd8ad8")]
    public void What_is_no_trace_gets_a_new_one_without_parent(string? header)
    {
        var context = XRayContext.Of(header);

        Assert.False(context.IsOfHeader);
        Assert.NotEqual(context.Parent.TraceId, XRayContext.Of(header).Parent.TraceId);
        Assert.Equal(default, context.Parent.SpanId);
    }

    [Theory]
    [InlineData("Sampled=0", false)]
    [InlineData("Sampled=1", true)]
    [InlineData("Sampled=?", true)]
    [InlineData("sampled=0", true)]
    public void Only_Sampled_0_is_not_traced(string field, bool isSampled) =>
        Assert.Equal(isSampled, XRayContext.Of($"{Root};{field}").IsSampled);
}
