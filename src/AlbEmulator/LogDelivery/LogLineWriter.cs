using System.Globalization;

namespace AlbEmulator.LogDelivery;

/// <summary>Puts the fields of one line behind each other, a space between them, each in the form its place asks for.</summary>
/// <param name="output">Must have room for the whole line.</param>
internal ref struct LogLineWriter(Span<byte> output)
{
    private readonly Span<byte> _output = output;
    private bool _isBehindField;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    private readonly Span<byte> Rest => _output[Length..];

    /// <summary>Writes a line, line feed included.</summary>
    /// <param name="line">What it says.</param>
    /// <param name="output">At least <see cref="ILogFormatter{TLine}.MaxLength"/> bytes.</param>
    /// <returns>Its length in bytes.</returns>
    public static int Write<TFormatter, TLine>(in TLine line, Span<byte> output)
        where TFormatter : ILogFormatter<TLine>
    {
        var fields = new LogLineWriter(output);
        TFormatter.Write(in line, ref fields);
        fields.Glue("\n"u8);
        return fields.Length;
    }

    /// <summary>Begins a field of several pieces.</summary>
    public void Open(ReadOnlySpan<byte> bytes)
    {
        Separate();
        Glue(bytes);
    }

    /// <summary>Between two pieces of a field, in place of the space.</summary>
    public void Glue(ReadOnlySpan<byte> bytes)
    {
        Put(bytes);
        _isBehindField = false;
    }

    /// <summary>Ends a field of several pieces.</summary>
    public void Close(ReadOnlySpan<byte> bytes)
    {
        Put(bytes);
        _isBehindField = true;
    }

    /// <summary>A field without quotes; a space in it would make two of it and is escaped. Empty is <c>-</c>.</summary>
    public void Bare(string? value)
    {
        Separate();
        Text(value, LogText.AfterSpace);
    }

    /// <summary>Text in which spaces stay, for the inside of quotes. Empty is <c>-</c>.</summary>
    public void Spaced(ReadOnlySpan<char> value)
    {
        Separate();
        Text(value, LogText.Space);
    }

    /// <summary>A field in quotes, which stay when it is <c>-</c>.</summary>
    public void Quoted(ReadOnlySpan<char> value)
    {
        Open("\""u8);
        Text(value, LogText.Space);
        Close("\""u8);
    }

    /// <summary>Null is <c>-</c>.</summary>
    public void Number(long? value)
    {
        Separate();
        if (value is { } number)
        {
            Digits(number, default);
        }
        else
        {
            Put("-"u8);
        }
    }

    /// <summary>A status of HTTP, in three digits.</summary>
    public void Status(int value)
    {
        Separate();
        ThreeDigits(value);
    }

    /// <summary>Seconds with three decimals, cut, not rounded; <c>-1</c> for what was not measured.</summary>
    public void Seconds(TimeSpan? duration)
    {
        Separate();
        if (duration is not { } measured)
        {
            Put("-1"u8);
            return;
        }

        var (seconds, rest) = Math.DivRem(Math.Max(0, measured.Ticks / TimeSpan.TicksPerMillisecond), 1000);
        Digits(seconds, default);
        _output[Length++] = (byte)'.';
        ThreeDigits(rest);
    }

    /// <summary>Seconds with nine decimals, of which the clock knows seven.</summary>
    public void Nanoseconds(TimeSpan duration)
    {
        Separate();
        var (seconds, rest) = Math.DivRem(Math.Max(0, duration.Ticks), TimeSpan.TicksPerSecond);
        Digits(seconds, default);
        _output[Length++] = (byte)'.';
        Digits(rest, "D7");
        Put("00"u8);
    }

    /// <summary><c>2026-09-23T07:15:26.379899Z</c>.</summary>
    public void Microseconds(DateTime utc) => Date(utc, length: 26, "Z"u8);

    /// <summary><c>2026-09-23T07:15:26.379000Z</c>: AWS prints six decimals and knows three.</summary>
    public void Milliseconds(DateTime utc) => Date(utc, length: 23, "000Z"u8);

    /// <summary>A space, but at the beginning of a line and where a field of several pieces goes on.</summary>
    private void Separate()
    {
        if (_isBehindField)
        {
            _output[Length++] = (byte)' ';
        }

        _isBehindField = true;
    }

    private void ThreeDigits(long value)
    {
        _output[Length++] = (byte)('0' + (value / 100));
        _output[Length++] = (byte)('0' + (value / 10 % 10));
        _output[Length++] = (byte)('0' + (value % 10));
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Rest);
        Length += bytes.Length;
    }

    private void Text(ReadOnlySpan<char> value, byte first)
    {
        if (value.IsEmpty)
        {
            Put("-"u8);
        }
        else
        {
            Length += LogText.Write(value, first, Rest);
        }
    }

    private void Digits(long number, ReadOnlySpan<char> format)
    {
        number.TryFormat(Rest, out var written, format, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>The round-trip format has seven decimals and is several times faster than a custom one.</summary>
    private void Date(DateTime utc, int length, ReadOnlySpan<byte> end)
    {
        Separate();
        utc.TryFormat(Rest, out _, "O", CultureInfo.InvariantCulture);
        Length += length;
        Put(end);
    }
}
