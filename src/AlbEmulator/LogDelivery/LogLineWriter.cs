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
        Length = Put(Separated(), bytes);
        _isBehindField = false;
    }

    /// <summary>Between two pieces of a field, in place of the space.</summary>
    public void Glue(ReadOnlySpan<byte> bytes)
    {
        Length = Put(Length, bytes);
        _isBehindField = false;
    }

    /// <summary>Ends a field of several pieces.</summary>
    public void Close(ReadOnlySpan<byte> bytes)
    {
        Length = Put(Length, bytes);
        _isBehindField = true;
    }

    /// <summary>A field without quotes; a space in it would make two of it and is escaped. Empty is <c>-</c>.</summary>
    public void Bare(string? value) => Length = Text(Separated(), value, LogText.AfterSpace);

    /// <summary>Text in which spaces stay, for the inside of quotes. Empty is <c>-</c>.</summary>
    public void Spaced(ReadOnlySpan<char> value) => Length = Text(Separated(), value, LogText.Space);

    /// <summary>A field in quotes, which stay when it is <c>-</c>.</summary>
    public void Quoted(ReadOnlySpan<char> value)
    {
        var at = Separated();
        _output[at++] = (byte)'"';
        at = Text(at, value, LogText.Space);
        _output[at++] = (byte)'"';
        Length = at;
    }

    /// <summary>Null is <c>-</c>.</summary>
    public void Number(long? value)
    {
        var at = Separated();
        Length = value is { } number ? Digits(at, number) : Put(at, "-"u8);
    }

    /// <summary>A status of HTTP, in three digits.</summary>
    public void Status(int value) => Length = ThreeDigits(Separated(), value);

    /// <summary>Seconds with three decimals, cut, not rounded; <c>-1</c> for what was not measured.</summary>
    public void Seconds(TimeSpan? duration)
    {
        var at = Separated();
        if (duration is not { } measured)
        {
            Length = Put(at, "-1"u8);
            return;
        }

        var (seconds, rest) = Math.DivRem(Math.Max(0, measured.Ticks / TimeSpan.TicksPerMillisecond), 1000);
        at = Digits(at, seconds);
        _output[at++] = (byte)'.';
        Length = ThreeDigits(at, rest);
    }

    /// <summary>Seconds with nine decimals, of which the clock knows seven.</summary>
    public void Nanoseconds(TimeSpan duration)
    {
        var (seconds, rest) = Math.DivRem(Math.Max(0, duration.Ticks), TimeSpan.TicksPerSecond);
        var at = Digits(Separated(), seconds);
        _output[at++] = (byte)'.';
        rest.TryFormat(_output[at..], out var written, "D7", CultureInfo.InvariantCulture);
        Length = Put(at + written, "00"u8);
    }

    /// <summary><c>2026-09-23T07:15:26.379899Z</c>.</summary>
    public void Microseconds(DateTime utc) => Date(utc, length: 26, "Z"u8);

    /// <summary><c>2026-09-23T07:15:26.379000Z</c>: AWS prints six decimals and knows three.</summary>
    public void Milliseconds(DateTime utc) => Date(utc, length: 23, "000Z"u8);

    /// <summary>
    /// Where the next field begins: behind a space, but at the beginning of a line and where a field of several pieces goes on.
    /// </summary>
    private int Separated()
    {
        var at = Length;
        if (_isBehindField)
        {
            _output[at++] = (byte)' ';
        }

        _isBehindField = true;
        return at;
    }

    private readonly int ThreeDigits(int at, long value)
    {
        var digits = _output.Slice(at, 3);
        digits[0] = (byte)('0' + (value / 100));
        digits[1] = (byte)('0' + (value / 10 % 10));
        digits[2] = (byte)('0' + (value % 10));
        return at + digits.Length;
    }

    private readonly int Put(int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output[at..]);
        return at + bytes.Length;
    }

    private readonly int Text(int at, ReadOnlySpan<char> value, byte first)
    {
        if (value.IsEmpty)
        {
            _output[at] = (byte)'-';
            return at + 1;
        }

        return at + LogText.Write(value, first, _output[at..]);
    }

    /// <summary>Most numbers of a line are short.</summary>
    private readonly int Digits(int at, long number)
    {
        if (number is >= 0 and < 10)
        {
            _output[at] = (byte)('0' + number);
            return at + 1;
        }

        if (number is >= 100 and < 1000)
        {
            return ThreeDigits(at, number);
        }

        number.TryFormat(_output[at..], out var written, default, CultureInfo.InvariantCulture);
        return at + written;
    }

    /// <summary>The round-trip format has seven decimals and is several times faster than a custom one.</summary>
    private void Date(DateTime utc, int length, ReadOnlySpan<byte> end)
    {
        var at = Separated();
        utc.TryFormat(_output[at..], out _, "O", CultureInfo.InvariantCulture);
        Length = Put(at + length, end);
    }
}
