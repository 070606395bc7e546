using AlbEmulator.AccessLogs;
using AlbEmulator.Journal;
using AlbEmulator.Requests;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Benchmarks.Parts;

/// <summary>What the journal costs a request: its headers are noted there and back, and it is added to the ring.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private readonly RequestJournal _journal = new(1000);
    private readonly HeaderDictionary _received = Headers("Accept", "Host", "User-Agent", "Accept-Encoding", "Cookie", "X-Mine");
    private readonly HeaderDictionary _answered = Headers("Date", "Content-Type", "Cache-Control", "ETag", "Content-Length");
    private readonly HttpRequestMessage _message = Message();
    private readonly AccessLogEntry _line = AccessLogBenchmarks.Usual;

    [Benchmark]
    public long Request()
    {
        var notes = HeaderNotes.Borrow(_received);
        notes.Forward(_message);
        foreach (var (name, values) in _answered)
        {
            notes.Answer(name, values);
        }

        _journal.Add(_line, new JournalNote(null, "web", "127.0.0.1:9001", notes.Take(_answered, isClientHttp2: false)));
        return _journal.Last;
    }

    private static HeaderDictionary Headers(params string[] names)
    {
        var headers = new HeaderDictionary();
        foreach (var name in names)
        {
            headers[name] = new string('v', 24);
        }

        return headers;
    }

    private static HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1:9001/");
        foreach (var name in new[] { "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Port", "Host", "X-Amzn-Trace-Id" })
        {
            message.Headers.TryAddWithoutValidation(name, new string('v', 24));
        }

        foreach (var (name, values) in Headers("Accept", "User-Agent", "Accept-Encoding", "Cookie", "X-Mine"))
        {
            message.Headers.TryAddWithoutValidation(name, values.ToString());
        }

        return message;
    }
}
