using System.Globalization;

namespace AlbEmulator.LogDelivery;

/// <summary>Puts the fields of one line behind each other, each in the form its place asks for.</summary>
/// <param name="output">Must have room for the whole line.</param>
internal ref struct LogLineWriter(Span<byte> output)
{
    private readonly Span<byte> _output = output;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    private readonly Span<byte> Rest => _output[Length..];

    public void Literal(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Rest);
        Length += bytes.Length;
    }

    public void Space() => _output[Length++] = (byte)' ';

    /// <summary>A field without quotes; a space in it would make two of it and is escaped.</summary>
    public void Bare(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            _output[Length++] = (byte)'-';
            return;
        }

        Length += LogText.Write(value, LogText.AfterSpace, Rest);
    }

    /// <summary>Text in which spaces stay, for the inside of quotes.</summary>
    public void Spaced(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            _output[Length++] = (byte)'-';
            return;
        }

        Length += LogText.Write(value, LogText.Space, Rest);
    }

    /// <summary>A field in quotes, which stay when it is <c>-</c>; with the space behind it.</summary>
    public void Quoted(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            Literal("\"-\" "u8);
            return;
        }

        _output[Length++] = (byte)'"';
        Length += LogText.Write(value, LogText.Space, Rest);
        Literal("\" "u8);
    }

    /// <summary>Null is <c>-</c>.</summary>
    public void Number(long? value)
    {
        if (value is not { } number)
        {
            _output[Length++] = (byte)'-';
            return;
        }

        number.TryFormat(Rest, out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>Seconds with three decimals, cut, not rounded; <c>-1</c> for what was not measured.</summary>
    public void Seconds(TimeSpan? duration)
    {
        if (duration is not { } measured)
        {
            Literal("-1"u8);
            return;
        }

        var milliseconds = Math.Max(0, measured.Ticks / TimeSpan.TicksPerMillisecond);
        var (seconds, rest) = Math.DivRem(milliseconds, 1000);
        Number(seconds);
        _output[Length++] = (byte)'.';
        _output[Length++] = (byte)('0' + (rest / 100));
        _output[Length++] = (byte)('0' + (rest / 10 % 10));
        _output[Length++] = (byte)('0' + (rest % 10));
    }

    /// <summary>Seconds with nine decimals, of which the clock knows seven.</summary>
    public void Nanoseconds(TimeSpan duration)
    {
        var (seconds, rest) = Math.DivRem(Math.Max(0, duration.Ticks), TimeSpan.TicksPerSecond);
        Number(seconds);
        _output[Length++] = (byte)'.';
        rest.TryFormat(Rest, out var written, "D7", CultureInfo.InvariantCulture);
        Length += written;
        Literal("00"u8);
    }

    /// <summary><c>2026-09-23T07:15:26.379899Z</c>.</summary>
    public void Microseconds(DateTime utc)
    {
        // The round-trip format has seven decimals and is several times faster than a custom one.
        utc.TryFormat(Rest, out _, "O", CultureInfo.InvariantCulture);
        Length += 26;
        _output[Length++] = (byte)'Z';
    }

    /// <summary><c>2026-09-23T07:15:26.379000Z</c>: AWS prints six decimals and knows three.</summary>
    public void Milliseconds(DateTime utc)
    {
        utc.TryFormat(Rest, out _, "O", CultureInfo.InvariantCulture);
        Length += 23;
        Literal("000Z"u8);
    }
}
