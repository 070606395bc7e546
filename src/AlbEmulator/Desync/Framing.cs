using System.Text;
using AlbEmulator.Http1;

namespace AlbEmulator.Desync;

/// <summary>
/// What the headers say of where a request ends, those that could be taken for them included.
/// <see href="https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length"/>
/// </summary>
internal ref struct Framing
{
    private Classification _inTransferEncoding;
    private Classification _inContentLength;
    private bool _hasTransferEncoding;
    private bool _hasContentLength;
    private bool _isChunked;
    private ulong _length;
    private int _transferEncodings;
    private bool _isNamedChunked;
    private bool _isNamedOther;

    /// <summary>Whether a Transfer-Encoding says what is done here: chunked, once.</summary>
    public readonly bool EndsByChunks => _transferEncodings == 1 && _isNamedChunked;

    /// <summary>Whether there is a coding that a load balancer does not do.</summary>
    public readonly bool HasUnknownCoding => _transferEncodings > 1 || _isNamedOther;

    /// <summary>What the first Content-Length says, by its very name; null where there is none.</summary>
    public ulong? Length { get; private set; }

    /// <summary>Takes note of a header.</summary>
    /// <param name="header">Which of them.</param>
    /// <param name="isNamed">Whether by its very name, so that everybody takes it for one.</param>
    /// <param name="value">With the blanks around it.</param>
    public void Add(HeaderName header, bool isNamed, ReadOnlySpan<byte> value)
    {
        if (header == HeaderName.ContentLength)
        {
            AddLength(value.Trim(HeadBytes.Whitespace), isNamed);
        }
        else if (header == HeaderName.TransferEncoding)
        {
            AddCodings(value, isNamed);
        }
    }

    /// <summary>What is wrong with all of it.</summary>
    public readonly Classification Classify(in LineRead line)
    {
        if ((line.IsHttp10 || line.IsHttp09) && _hasTransferEncoding)
        {
            return new(ClassificationReason.UndefinedTransferEncodingSemantics);
        }

        if (line.IsHttp09 && _hasContentLength)
        {
            return new(ClassificationReason.UndefinedContentLengthSemantics);
        }

        var result = _inTransferEncoding.Or(_inContentLength);
        if (line.IsBodiless)
        {
            result = result
                .Or(_hasTransferEncoding ? ClassificationReason.UndefinedTransferEncodingSemantics : ClassificationReason.None)
                .Or(!_hasContentLength ? ClassificationReason.None
                    : _length == 0 ? ClassificationReason.GetHeadZeroContentLength
                    : ClassificationReason.UndefinedContentLengthSemantics);
        }

        return _hasTransferEncoding && _hasContentLength ? result.Or(ClassificationReason.BothTeClPresent) : result;
    }

    private void AddLength(ReadOnlySpan<byte> value, bool isNamed)
    {
        if (!TryParse(value, out var length))
        {
            _inContentLength = _inContentLength.Or(ClassificationReason.BadContentLength);
        }
        else if (_hasContentLength)
        {
            _inContentLength = _inContentLength.Or(length == _length
                ? ClassificationReason.DuplicateContentLength
                : ClassificationReason.MultipleContentLength);
        }
        else
        {
            (_hasContentLength, _length) = (true, length);
        }

        if (isNamed)
        {
            Length ??= length;
        }
    }

    private void AddCodings(ReadOnlySpan<byte> value, bool isNamed)
    {
        _hasTransferEncoding = true;
        if (isNamed)
        {
            _transferEncodings++;
            var named = value.Trim(HeadBytes.Whitespace);
            _isNamedChunked = Ascii.EqualsIgnoreCase(named, "chunked"u8);
            _isNamedOther = !_isNamedChunked && !Ascii.EqualsIgnoreCase(named, "identity"u8);
        }

        foreach (var part in value.Split((byte)','))
        {
            var coding = value[part];
            var parameters = coding.IndexOf((byte)';');
            coding = (parameters < 0 ? coding : coding[..parameters]).Trim(HeadBytes.Whitespace);
            if (Ascii.EqualsIgnoreCase(coding, "chunked"u8))
            {
                _inTransferEncoding = _inTransferEncoding.Or(_isChunked
                    ? ClassificationReason.MultipleTransferEncodingChunked
                    : ClassificationReason.None);
                _isChunked = true;
            }
            else if (!IsCoding(coding))
            {
                _inTransferEncoding = _inTransferEncoding.Or(ClassificationReason.BadTransferEncoding);
            }
        }
    }

    private static bool IsCoding(ReadOnlySpan<byte> coding) =>
        Ascii.EqualsIgnoreCase(coding, "gzip"u8)
        || Ascii.EqualsIgnoreCase(coding, "deflate"u8)
        || Ascii.EqualsIgnoreCase(coding, "compress"u8)
        || Ascii.EqualsIgnoreCase(coding, "identity"u8);

    private static bool TryParse(ReadOnlySpan<byte> digits, out ulong length)
    {
        length = 0;
        foreach (var digit in digits)
        {
            var value = (uint)(digit - '0');
            if (value > 9 || length > (ulong.MaxValue - value) / 10)
            {
                return false;
            }

            length = (length * 10) + value;
        }

        return !digits.IsEmpty;
    }
}
