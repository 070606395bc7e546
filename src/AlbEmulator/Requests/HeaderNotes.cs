using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>
/// The headers of a request, noted where they cross and before another step changes them: those who have them use
/// their collections and bytes again or let go of them. Used again for another request, so that nothing is grown for each.
/// </summary>
internal sealed class HeaderNotes
{
    /// <summary>Notes that a thread keeps for the next requests.</summary>
    private const int MostKept = 64;

    /// <summary>Lines of a usual request, there and back.</summary>
    private const int UsualLines = 64;

    /// <summary>Room that is kept for the next request.</summary>
    private const int MostLines = 512;

    /// <summary>Of each thread, so that none waits for what another one has in its cache.</summary>
    [ThreadStatic]
    private static Stack<HeaderNotes>? _kept;

    private KeyValuePair<string, StringValues>[] _lines = new KeyValuePair<string, StringValues>[UsualLines];
    private int _count;
    private int _received;
    private HttpRequestMessage? _message;
    private IReadOnlyList<KeyValuePair<string, StringValues>> _event = [];
    private bool _hasAllValues;
    private byte[] _forwardedHead = [];
    private byte[] _answeredHead = [];
    private ReadOnlyMemory<byte> _returned;

    /// <summary>Notes for a request that begins; none of its headers has been changed yet.</summary>
    public static HeaderNotes Borrow(IHeaderDictionary received)
    {
        var notes = _kept is { } kept && kept.TryPop(out var spare) ? spare : new HeaderNotes();
        notes.AddAll(received);
        notes._received = notes._count;
        return notes;
    }

    /// <summary>A target gets this head over HTTP/1.1.</summary>
    public void Forward(ReadOnlySpan<byte> head) => _forwardedHead = head.ToArray();

    /// <summary>A target answered with this head over HTTP/1.1.</summary>
    public void Answer(ReadOnlySpan<byte> head) => _answeredHead = head.ToArray();

    /// <summary>A target gets this message over HTTP/2. The HTTP client still completes it, so that it is read in the end.</summary>
    public void Forward(HttpRequestMessage message) => _message = message;

    /// <summary>A function gets these headers: of each all values, or the last.</summary>
    public void Forward(IReadOnlyList<KeyValuePair<string, StringValues>> headers, bool hasAllValues) =>
        (_event, _hasAllValues) = (headers, hasAllValues);

    /// <summary>Nothing reached the target after all.</summary>
    public void NothingForwarded() => (_message, _event, _forwardedHead) = (null, [], []);

    /// <summary>The target answered with this header over HTTP/2.</summary>
    public void Answer(string name, in StringValues values) => Add(name, values);

    /// <summary>The client gets these bytes over HTTP/1: a head, and perhaps a body behind it.</summary>
    public void Return(ReadOnlyMemory<byte> answer) => _returned = answer;

    /// <summary>The request has ended: all that was noted of it. Another may have the notes.</summary>
    /// <param name="returned">What Kestrel sent to the client over HTTP/2; null where it sent nothing.</param>
    /// <param name="isClientHttp2">Whether the client spoke HTTP/2.</param>
    public NotedHeaders Take(IHeaderDictionary? returned, bool isClientHttp2)
    {
        var answered = _count;
        AddForwarded();
        var forwarded = _count;
        var returnedHead = Head(_returned.Span);
        if (returned is not null && returnedHead.Length == 0)
        {
            AddAll(returned);
        }

        var taken = new NotedHeaders(_lines.AsSpan(0, _count).ToArray(), _received, answered, forwarded, returnedHead)
        {
            IsClientHttp2 = isClientHttp2,
            IsTargetHttp2 = _message is not null,
            ForwardedHead = _forwardedHead,
            AnsweredHead = _answeredHead,
        };
        Forget();
        var kept = _kept ??= new Stack<HeaderNotes>(MostKept);
        if (kept.Count < MostKept)
        {
            kept.Push(this);
        }

        return taken;
    }

    /// <summary>In the order in which the HTTP client writes them.</summary>
    private void AddForwarded()
    {
        foreach (var (name, values) in _event)
        {
            Add(name, _hasAllValues ? values : values is [.., var last] ? last : "");
        }

        if (_message is null)
        {
            return;
        }

        foreach (var (name, values) in _message.Headers.NonValidated)
        {
            Add(name, values.ToString());
        }

        if (_message.Content is { } content)
        {
            foreach (var (name, values) in content.Headers.NonValidated)
            {
                Add(name, values.ToString());
            }
        }
    }

    /// <summary>A copy of the lines before the empty one.</summary>
    private static byte[] Head(ReadOnlySpan<byte> answer) =>
        answer.IndexOf("\r\n\r\n"u8) is >= 0 and var end ? answer[..end].ToArray() : [];

    private void Add(string name, in StringValues values)
    {
        MakeRoom(1);
        _lines[_count++] = new(name, values);
    }

    /// <summary>At once: an enumerator would have to be made.</summary>
    private void AddAll(IHeaderDictionary headers)
    {
        var count = headers.Count;
        MakeRoom(count);
        headers.CopyTo(_lines, _count);
        _count += count;
    }

    private void MakeRoom(int lines)
    {
        if (_count + lines > _lines.Length)
        {
            Array.Resize(ref _lines, Math.Max(2 * _lines.Length, _count + lines));
        }
    }

    private void Forget()
    {
        if (_lines.Length > MostLines)
        {
            _lines = new KeyValuePair<string, StringValues>[UsualLines];
        }
        else
        {
            Array.Clear(_lines, 0, _count);
        }

        _count = _received = 0;
        NothingForwarded();
        _answeredHead = [];
        _returned = default;
    }
}
