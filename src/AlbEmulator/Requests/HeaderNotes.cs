using AlbEmulator.Http1;
using AlbEmulator.Sockets;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>
/// The headers of a request, noted where they cross and before another step changes them: those who have them use
/// their collections and bytes again or let go of them. Heads of HTTP/1 are noted in their bytes. Used again for another
/// request as soon as <see cref="NotedHeaders"/> have them: so there are few, which stay in the caches of the processor.
/// </summary>
internal sealed class HeaderNotes
{
    /// <summary>Lines of a usual request over HTTP/2, there and back.</summary>
    private const int UsualLines = 64;

    /// <summary>Room that is kept for the next request.</summary>
    private const int MostLines = 512;

    private readonly WireBuffer _heads = new();
    private KeyValuePair<string, StringValues>[] _lines = [];
    private int _count;
    private NotedPlaces _places;
    private HttpRequestMessage? _message;
    private IReadOnlyList<KeyValuePair<string, StringValues>> _event = [];
    private bool _hasAllValues;

    /// <summary>Heads of HTTP/1 in their bytes, one behind the other.</summary>
    public ReadOnlySpan<byte> Heads => _heads.Written.Span;

    /// <summary>Headers of HTTP/2, and of functions.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Lines => _lines.AsSpan(0, _count);

    /// <summary>Where each message stands, in the heads or in the lines.</summary>
    public ref readonly NotedPlaces Places => ref _places;

    /// <summary>Notes for a request that begins over HTTP/2; none of its headers has been changed yet.</summary>
    public static HeaderNotes Borrow(IHeaderDictionary received)
    {
        var notes = LoopPool<HeaderNotes>.Get();
        notes._places.Received = notes.AddAll(received);
        return notes;
    }

    /// <summary>Notes for a request that begins over HTTP/1.</summary>
    /// <param name="head">As it came.</param>
    public static HeaderNotes Borrow(ReadOnlySpan<byte> head)
    {
        var notes = LoopPool<HeaderNotes>.Get();
        notes._places.Received = notes.Note(head);
        return notes;
    }

    /// <summary>A target gets this head over HTTP/1.1.</summary>
    public void Forward(ReadOnlySpan<byte> head) => _places.Forwarded = Note(head);

    /// <summary>A target answered with this head over HTTP/1.1.</summary>
    public void Answer(ReadOnlySpan<byte> head) => _places.Answered = Note(head);

    /// <summary>A target gets this message over HTTP/2. The HTTP client still completes it, so that it is read in the end.</summary>
    public void Forward(HttpRequestMessage message) => _message = message;

    /// <summary>A function gets these headers: of each all values, or the last.</summary>
    public void Forward(IReadOnlyList<KeyValuePair<string, StringValues>> headers, bool hasAllValues) =>
        (_event, _hasAllValues) = (headers, hasAllValues);

    /// <summary>Whoever asks is not shown all of it.</summary>
    public void Hide(HiddenHeaders hidden) => _places.Hidden = hidden;

    /// <summary>Nothing reached the target after all.</summary>
    public void NothingForwarded() => (_message, _event, _places.Forwarded) = (null, [], default);

    /// <summary>The target answered with this header over HTTP/2, or a function did.</summary>
    public void Answer(string name, in StringValues values)
    {
        _places.Answered = _places.Answered is { IsHead: false, Length: > 0 } answered
            ? answered with { Length = answered.Length + 1 }
            : new(_count, 1, IsHead: false);
        Add(name, values);
    }

    /// <summary>The client gets these bytes over HTTP/1: a head, and perhaps a body behind it.</summary>
    public void Return(ReadOnlySpan<byte> answer) =>
        _places.Returned = Note(answer.IndexOf("\r\n\r\n"u8) is >= 0 and var end ? answer[..(end + 2)] : []);

    /// <summary>The request has ended. From here on all that was noted of it stays, until it is given back.</summary>
    /// <param name="response">What Kestrel sent to the client over HTTP/2; null for nothing.</param>
    /// <param name="isClientHttp2">Whether the client spoke HTTP/2.</param>
    public void Complete(HttpResponse? response, bool isClientHttp2)
    {
        AddForwarded();
        if (_places.Returned.Length == 0 && response is { HasStarted: true })
        {
            _places.Returned = AddAll(response.Headers);
        }

        (_places.IsClientHttp2, _places.IsTargetHttp2) = (isClientHttp2, _message is not null);
        (_message, _event) = (null, []);
    }

    /// <summary>Another request may have the notes.</summary>
    public void GiveBack()
    {
        Forget();
        LoopPool<HeaderNotes>.Return(this);
    }

    private NotedMessage Note(ReadOnlySpan<byte> head)
    {
        var noted = new NotedMessage(_heads.Length, head.Length, IsHead: true);
        _heads.Write(head);
        return noted;
    }

    /// <summary>In the order in which the HTTP client writes them.</summary>
    private void AddForwarded()
    {
        var first = _count;
        foreach (var (name, values) in _event)
        {
            Add(name, _hasAllValues ? values : values is [.., var last] ? last : "");
        }

        if (_message is not null)
        {
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

        if (_count > first)
        {
            _places.Forwarded = new(first, _count - first, IsHead: false);
        }
    }

    private void Add(string name, in StringValues values)
    {
        MakeRoom(1);
        _lines[_count++] = new(name, values);
    }

    /// <summary>At once: an enumerator would have to be made.</summary>
    private NotedMessage AddAll(IHeaderDictionary headers)
    {
        var noted = new NotedMessage(_count, headers.Count, IsHead: false);
        MakeRoom(noted.Length);
        headers.CopyTo(_lines, _count);
        _count += noted.Length;
        return noted;
    }

    private void MakeRoom(int lines)
    {
        if (_count + lines > _lines.Length)
        {
            Array.Resize(ref _lines, Math.Max(Math.Max(UsualLines, 2 * _lines.Length), _count + lines));
        }
    }

    private void Forget()
    {
        if (_lines.Length > MostLines)
        {
            _lines = [];
        }
        else
        {
            Array.Clear(_lines, 0, _count);
        }

        _count = 0;
        _heads.Clear();
        (_message, _event, _places) = (null, [], default);
    }
}
