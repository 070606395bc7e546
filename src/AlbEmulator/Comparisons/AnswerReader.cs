using System.Buffers;
using System.Text;
using AlbEmulator.Http1;

namespace AlbEmulator.Comparisons;

/// <summary>Reads one answer as it comes over a connection, in its own bytes.</summary>
/// <param name="input">What comes.</param>
/// <param name="isHead">Whether HEAD was asked, so that the answer has no body whatever it says.</param>
internal sealed class AnswerReader(WireInput input, bool isHead)
{
    /// <summary>Bytes that are read of a head: twice what a load balancer passes on.</summary>
    private const int LongestHead = 64 * 1024;

    /// <summary>Bytes that are read of a body.</summary>
    public const int LongestBody = 8 * 1024 * 1024;

    private const int Piece = 16 * 1024;

    /// <summary>Bytes of <c>HTTP/1.1 200</c>.</summary>
    private const int StatusEnd = 12;

    private readonly ResponseHead _head = new();
    private readonly ArrayBufferWriter<byte> _trailers = new();
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly List<int> _interim = [];
    private bool _hasHead;
    private string _fault = "";

    /// <summary>The answer, or as much of it as came.</summary>
    /// <param name="took">What has passed since the request began.</param>
    public async Task<WireAnswer> ReadAsync(Func<TimeSpan> took)
    {
        AnswerEnd end;
        try
        {
            end = await ReadHeadsAsync();
            end = end == AnswerEnd.Whole ? await ReadBodyAsync() : end;
        }
        catch (IOException)
        {
            end = input.IsInterrupted ? AnswerEnd.TimedOut : AnswerEnd.Reset;
        }

        return Heard(end, took());
    }

    private async Task<AnswerEnd> ReadHeadsAsync()
    {
        _head.Begin();
        while (true)
        {
            int length;
            while ((length = _head.LengthIn(input.Unread)) == 0)
            {
                if (!ResponseHead.MayBegin(input.Unread))
                {
                    return Unreadable("does not begin as one of HTTP/1");
                }

                if (input.Unread.Length > LongestHead)
                {
                    return AnswerEnd.TooLong;
                }

                if (!await input.MoreAsync())
                {
                    return Ending();
                }
            }

            var problem = _head.Read(input.Unread[..length]);
            input.Take(length);
            if (problem is not null)
            {
                return Unreadable(problem);
            }

            if (!_head.IsInterim)
            {
                _hasHead = true;
                return AnswerEnd.Whole;
            }

            _interim.Add(_head.Status);
        }
    }

    private async Task<AnswerEnd> ReadBodyAsync()
    {
        var isThere = !_head.HasNoBody && !isHead;
        var endsWithConnection = isThere && !_head.IsChunked && _head.ContentLength is null;
        var reader = new BodyReader(
            input, isThere && _head.IsChunked, isThere ? _head.ContentLength ?? long.MaxValue : 0, _trailers);
        while (true)
        {
            var (hasCome, fault) = Take(ref reader);
            if (fault is not null)
            {
                return Unreadable($"is chunked and has {fault}");
            }

            if (reader.HasEnded)
            {
                return AnswerEnd.Whole;
            }

            if (_body.WrittenCount > LongestBody)
            {
                return AnswerEnd.TooLong;
            }

            if (!hasCome && !await input.MoreAsync())
            {
                var end = Ending();
                return end == AnswerEnd.Closed && endsWithConnection ? AnswerEnd.Whole : end;
            }
        }
    }

    private (bool HasCome, string? Fault) Take(ref BodyReader reader)
    {
        try
        {
            var hasCome = reader.TryRead(_body.GetSpan(Piece), out var bytes);
            _body.Advance(bytes);
            return (hasCome, null);
        }
        catch (MalformedBodyException exception)
        {
            return (false, exception.Message);
        }
    }

    private AnswerEnd Ending() => input.IsInterrupted ? AnswerEnd.TimedOut : AnswerEnd.Closed;

    private AnswerEnd Unreadable(string fault)
    {
        _fault = fault;
        return AnswerEnd.Unreadable;
    }

    private WireAnswer Heard(AnswerEnd end, TimeSpan took) => !_hasHead
        ? new WireAnswer { End = end, Fault = _fault, Took = took, Interim = _interim }
        : new WireAnswer
        {
            End = end,
            Fault = _fault,
            Took = took,
            Interim = _interim,
            Version = _head.IsHttp10 ? "HTTP/1.0" : "HTTP/1.1",
            Status = _head.Status,
            Reason = Reason(_head.Bytes),
            Lines = [.. Enumerable.Range(0, _head.Lines.Count).Select(line => new WireLine(_head.Lines.NameText(line), _head.Lines.ValueText(line)))],
            Body = _body.WrittenSpan.ToArray(),
            Trailers = [.. Encoding.Latin1.GetString(_trailers.WrittenSpan).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)],
        };

    /// <summary>With the blank before it, which may be there without a reason.</summary>
    private static string Reason(ReadOnlySpan<byte> head) =>
        Encoding.Latin1.GetString(head[StatusEnd..head.IndexOf((byte)'\n')].TrimEnd((byte)'\r'));
}
