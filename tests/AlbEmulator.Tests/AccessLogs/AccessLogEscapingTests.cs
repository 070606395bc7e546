using System.Globalization;
using System.Text;
using AlbEmulator.AccessLogs;
using AlbEmulator.LogDelivery;
using AlbEmulator.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace AlbEmulator.Tests.AccessLogs;

/// <summary>No byte a client can send breaks a line.</summary>
public sealed class AccessLogEscapingTests
{
    [Theory]
    [InlineData("\"", @"\x22")]
    [InlineData(@"\", @"\x5C")]
    [InlineData("\n", @"\x0A")]
    [InlineData("\r", @"\x0D")]
    [InlineData("\t", @"\x09")]
    [InlineData("\0", @"\x00")]
    [InlineData("\u001b[31m", @"\x1B[31m")]
    [InlineData("\u007f", @"\x7F")]
    [InlineData("\u00c3\u00bc", @"\xC3\xBC")]
    [InlineData("\u00ff", @"\xFF")]
    [InlineData("~!#$%&'()*+,-./:;<=>?@[]^_`{|}", "~!#$%&'()*+,-./:;<=>?@[]^_`{|}")]
    public void A_byte_that_is_not_printable_is_hex(string sent, string logged)
    {
        var line = Entries.Read(Entries.Forwarded with { Uri = "/" + sent, UserAgent = sent, RedirectUrl = sent });

        Assert.Equal($"GET http://example.com:8080/{logged} HTTP/1.1", line.Request);
        Assert.Equal(logged, line.UserAgent);
        Assert.Equal(logged, line.RedirectUrl);
    }

    [Fact]
    public void A_quote_in_a_query_is_written_as_a_real_load_balancer_writes_it() =>
        Assert.Equal(
            @"GET http://example.com:8080/QUOTE_EXPERIMENT?bar=\x22 HTTP/1.1",
            Entries.Read(Entries.Forwarded with { Uri = "/QUOTE_EXPERIMENT?bar=\"" }).Request);

    [Theory]
    [InlineData(LogText.Space)]
    [InlineData(LogText.AfterSpace)]
    public void A_byte_is_written_right_at_every_place_of_every_length(byte first)
    {
        foreach (var length in Enumerable.Range(1, 50))
        {
            for (var place = 0; place < length; place++)
            {
                foreach (var character in " !\"#[\\]~\0\n\u001f\u007f\u0080\u00ff\u0100\u8000\uffff")
                {
                    AssertWritten(new string('a', place) + character + new string('b', length - place - 1), first);
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(16)]
    public void Every_byte_is_written_right(int length)
    {
        for (var value = 0; value <= byte.MaxValue; value++)
        {
            AssertWritten(new string((char)value, length), LogText.Space);
            AssertWritten(new string((char)value, length), LogText.AfterSpace);
        }
    }

    [Fact]
    public void A_space_in_a_field_without_quotes_does_not_make_two_of_it() =>
        Assert.Equal(@"app/a\x20b/c", Entries.Read(Entries.Forwarded with { LoadBalancer = "app/a b/c" }).Elb);

    [Fact]
    public void An_empty_value_is_a_dash()
    {
        var line = Entries.Read(Entries.Forwarded with { UserAgent = "", SslCipher = "", Target = "" });

        Assert.Equal("-", line.UserAgent);
        Assert.Equal("-", line.SslCipher);
        Assert.Equal("-", line.Target);
        Assert.Equal("-", line.TargetPortList);
    }

    [Theory]
    [InlineData(8192, 8192)]
    [InlineData(8193, 8192)]
    [InlineData(100_000, 8192)]
    public void A_user_agent_is_cut_above_8_KB(int sent, int logged)
    {
        Assert.Equal(
            new string('a', logged),
            Entries.Read(Entries.Forwarded with { UserAgent = new string('a', sent) }).UserAgent);
        Assert.Equal(
            4 * logged,
            Entries.Read(Entries.Forwarded with { UserAgent = new string('"', sent) }).UserAgent.Length);
    }

    [Fact]
    public void No_value_breaks_a_line()
    {
        var hostile = Gen.OneOf(
            Gen.Choose(0, 0xFF).Select(value => (char)value),
            Gen.Elements('"', '\\', ' ', '\n', '\r', '\0', '-', ':', '\u20ac', '\uffff', '\ud800'),
            Gen.Choose('a', 'z').Select(value => (char)value));
        var text = hostile.ArrayOf().Select(characters => new string(characters));
        var texts = text.ArrayOf(24).ToArbitrary();

        Prop.ForAll(texts, values => HoldsTogether(Hostile(values)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20260923, 7));
    }

    private static void AssertWritten(string text, byte first)
    {
        var output = new byte[text.Length * LogText.MaxBytesPerCharacter];
        var length = LogText.Write(text, first, output);
        Assert.Equal(Expected(text, first), Encoding.Latin1.GetString(output, 0, length));
    }

    private static bool HoldsTogether(AccessLogEntry entry)
    {
        var line = Entries.Format(entry);
        var text = line[..^1];
        AccessLogLine.Parse(text);
        return line[^1] == '\n'
            && text.All(character => character is >= ' ' and <= '~')
            && PublishedLines.CountFields(text) == 36
            && text.Count(character => character == '"') == 34;
    }

    private static AccessLogEntry Hostile(string[] texts) => Entries.Forwarded with
    {
        Type = texts[0],
        LoadBalancer = texts[1],
        Client = texts[2] + ":80",
        Target = texts[3],
        Method = texts[4],
        Scheme = texts[5],
        Host = texts[6],
        Uri = texts[7],
        Version = texts[8],
        UserAgent = texts[9],
        TargetGroupArn = texts[10],
        TraceId = texts[11],
        DomainName = texts[12],
        ChosenCertificateArn = texts[13],
        ActionsExecuted = texts[14],
        RedirectUrl = texts[15],
        ErrorReason = texts[16].Replace(' ', '_'),
        Classification = texts[17].Replace(' ', '_'),
        ClassificationReason = texts[18].Replace(' ', '_'),
        ConnectionTraceId = texts[19],
        TransformedHost = texts[20],
        TransformedUri = texts[21],
        RequestTransformStatus = texts[22].Replace(' ', '_'),
        NodeAddress = texts[23],
    };

    private static string Expected(string text, byte first) => string.Concat(text.Select(character => character switch
    {
        '"' or '\\' => Hex(character),
        > '\u00ff' => Hex('?'),
        _ when character < first || character > '~' => Hex(character),
        _ => character.ToString(),
    }));

    private static string Hex(char character) => @"\x" + ((int)character).ToString("X2", CultureInfo.InvariantCulture);
}
