using AlbEmulator.Tracing;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Tests.Tracing;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html"/>
/// </summary>
public sealed class TraceHeaderTests
{
    private const long Now = 0x67891234;
    private const string NewRoot = "Root=1-67891234-000000000000000000000001";
    private const string NewSelf = "Self=1-67891234-000000000000000000000001";
    private const string NewRootAfterSelf = "Root=1-67891234-000000000000000000000002";
    private const string Root = "Root=1-67891233-abcdef012345678912345678";
    private const string OtherRoot = "Root=1-00000001-000000000000000000000000";
    private const string OldSelf = "Self=1-67891230-ffffffffffffffffffffffff";

    [Fact]
    public void Example_1_a_request_without_the_header_gets_a_Root() =>
        Assert.Equal(NewRoot, Decide(StringValues.Empty));

    [Fact]
    public void Example_2_a_Self_is_inserted_before_the_Root_that_came() =>
        Assert.Equal($"{NewSelf};{Root}", Decide(Root));

    [Fact]
    public void Example_3_a_custom_field_is_preserved_after_the_Root() =>
        Assert.Equal($"{NewSelf};{Root};CalledFrom=app", Decide($"{Root};CalledFrom=app"));

    [Theory]
    [InlineData($"{OldSelf};{Root}", $"{NewSelf};{Root}")]
    [InlineData($"{OldSelf};{Root};CalledFrom=app", $"{NewSelf};{Root};CalledFrom=app")]
    public void Example_4_the_value_of_a_Self_that_came_is_updated(string received, string sent) =>
        Assert.Equal(sent, Decide(received));

    [Theory]
    [InlineData($"{Root};{OldSelf}")]
    [InlineData($"{OldSelf};{OldSelf};{Root};{OldSelf}")]
    public void Self_is_first_and_one_wherever_and_however_often_it_came(string received) =>
        Assert.Equal($"{NewSelf};{Root}", Decide(received));

    [Fact]
    public void Self_does_not_accumulate_over_a_chain_of_load_balancers()
    {
        var sent = Decide(StringValues.Empty);
        for (var hop = 0; hop < 5; hop++)
        {
            sent = Decide(sent);
        }

        Assert.Equal($"{NewSelf};{NewRoot}", sent);
    }

    [Theory]
    [InlineData($"{Root};Parent=53995c3f42cd8ad8;Sampled=1")]
    [InlineData($"Lineage=aae260cf:0|74085691:0;{Root};a==b=;empty=;Sp ace = x ;ö\u00ff=\u00e9")]
    public void Custom_fields_keep_their_place_their_order_and_every_byte(string received) =>
        Assert.Equal($"{NewSelf};{received}", Decide(received));

    [Theory]
    [InlineData("root=1-67891233-abcdef012345678912345678")]
    [InlineData("CalledFrom=app")]
    [InlineData("a=1;b=2;a=1")]
    public void Custom_fields_alone_get_a_Root_in_front_and_no_Self(string received) =>
        Assert.Equal($"{NewRoot};{received}", Decide(received));

    [Theory]
    [InlineData("root=x;SELF=y", $"{NewRoot};root=x;SELF=y")]
    [InlineData($"root=x;{Root}", $"{NewSelf};root=x;{Root}")]
    public void Names_in_another_case_are_custom_fields(string received, string sent) =>
        Assert.Equal(sent, Decide(received));

    [Theory]
    [InlineData(OldSelf, $"{NewSelf};{NewRootAfterSelf}")]
    [InlineData($"CalledFrom=app;{OldSelf}", $"{NewSelf};{NewRootAfterSelf};CalledFrom=app")]
    public void A_Self_without_a_Root_is_updated_and_a_Root_made_after_it(string received, string sent) =>
        Assert.Equal(sent, Decide(received));

    [Fact]
    public void The_first_of_several_Roots_is_kept() =>
        Assert.Equal($"{NewSelf};{Root};a=b", Decide($"{Root};{OtherRoot};a=b;{Root}"));

    [Theory]
    [InlineData("Root=0123456789abcdef")]
    [InlineData("Root=")]
    [InlineData("Root=1-2-3=4")]
    public void The_value_of_a_Root_is_not_validated(string received) =>
        Assert.Equal($"{NewSelf};{received}", Decide(received));

    [Theory]
    [InlineData($" {Root} ; CalledFrom=app", $"{NewSelf};{Root}; CalledFrom=app")]
    [InlineData("Root = x ", $"{NewSelf};Root=x")]
    [InlineData($"a=b; {OldSelf}; {Root}", $"{NewSelf};a=b;{Root}")]
    public void Blanks_around_a_Root_or_Self_do_not_hide_it(string received, string sent) =>
        Assert.Equal(sent, Decide(received));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(";;;")]
    [InlineData("=")]
    [InlineData("=x; =y")]
    [InlineData("Root")]
    [InlineData("Self;Root;CalledFrom")]
    [InlineData("\u00e9\u00ff\u0001")]
    [InlineData("Root=a\rb")]
    [InlineData("Ro\0ot=a")]
    [InlineData("Self=a\nb")]
    public void What_holds_no_field_is_replaced_by_a_Root(string received) =>
        Assert.Equal(NewRoot, Decide(received));

    [Fact]
    public void Junk_between_fields_is_dropped_and_the_fields_are_kept() =>
        Assert.Equal($"{NewSelf};{Root};a=b;c=d", Decide($";;junk;{Root};; ;a=b;x\r\n=y;=;c=d;"));

    [Fact]
    public void Six_kilobytes_of_junk_are_replaced_by_a_Root() =>
        Assert.Equal(NewRoot, Decide(string.Concat(Enumerable.Repeat("\u00ffjunk;", 1024))));

    [Fact]
    public void Lines_of_a_repeated_header_are_taken_as_one() =>
        Assert.Equal($"{NewSelf};a=b;{Root};c=d", Decide(new StringValues(["a=b", $"{Root};c=d", OtherRoot, OldSelf])));

    [Fact]
    public void Request_headers_over_7_KB_get_a_new_Root_and_lose_what_came()
    {
        Assert.Equal($"{NewSelf};{Root};a=b", Decide($"{Root};a=b", requestHeaderBytes: 7168));
        Assert.Equal(NewRoot, Decide($"{OldSelf};{Root};a=b", requestHeaderBytes: 7169));
        Assert.Equal(NewRoot, Decide(StringValues.Empty, requestHeaderBytes: 7169));
    }

    [Theory]
    [InlineData(0, "Root=1-00000000-000000000000000000000001")]
    [InlineData(1_800_000_000, "Root=1-6b49d200-000000000000000000000001")]
    [InlineData(0xffffffff, "Root=1-ffffffff-000000000000000000000001")]
    public void Time_is_epoch_seconds_in_eight_lower_case_hex_digits(long now, string sent) =>
        Assert.Equal(sent, TraceHeader.Decide(StringValues.Empty, 0, now, Counting()));

    [Fact]
    public void Without_the_header_nothing_but_the_value_is_allocated()
    {
        var ids = new TraceIds();
        long Allocated(int requests)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var request = 0; request < requests; request++)
            {
                TraceHeader.Decide(StringValues.Empty, 500, Now, ids);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(1);
        var value = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new string('x', NewRoot.Length));
        value = GC.GetAllocatedBytesForCurrentThread() - value;

        Assert.Equal(1000 * value, Allocated(1000));
    }

    private static string Decide(StringValues received, long requestHeaderBytes = 500) =>
        TraceHeader.Decide(received, requestHeaderBytes, Now, Counting());

    /// <summary>Ids 1, 2, 3 …</summary>
    private static TraceIds Counting()
    {
        byte last = 0;
        return new TraceIds(bytes =>
        {
            bytes.Clear();
            bytes[^1] = ++last;
        });
    }
}
