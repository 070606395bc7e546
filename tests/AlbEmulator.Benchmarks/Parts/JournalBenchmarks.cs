using System.Text;
using AlbEmulator.AccessLogs;
using AlbEmulator.Journal;
using AlbEmulator.Requests;
using BenchmarkDotNet.Attributes;

namespace AlbEmulator.Benchmarks.Parts;

/// <summary>What the journal costs a request: its headers are noted there and back, and it is added to the ring.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private readonly RequestJournal _journal = new(1000);
    private readonly byte[] _received = Head("GET / HTTP/1.1", "Accept", "Host", "User-Agent", "Accept-Encoding", "Cookie", "X-Mine");
    private readonly byte[] _forwarded = Head(
        "GET / HTTP/1.1", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Port", "Host", "X-Amzn-Trace-Id", "Accept", "User-Agent",
        "Accept-Encoding", "Cookie", "X-Mine");

    private readonly byte[] _answered = Head("HTTP/1.1 200 OK", "Date", "Content-Type", "Cache-Control", "ETag", "Content-Length");
    private readonly AccessLogEntry _line = AccessLogBenchmarks.Usual;

    [Benchmark]
    public long Request()
    {
        var notes = HeaderNotes.Borrow(_received);
        notes.Forward(_forwarded);
        notes.Answer(_answered);
        notes.Return(_answered);
        notes.Complete(null, isClientHttp2: false);
        _journal.Add(_line, new JournalNote(null, "web", "127.0.0.1:9001", notes));
        return _journal.Last;
    }

    private static byte[] Head(string line, params string[] names) => Encoding.ASCII.GetBytes(
        $"{line}\r\n{string.Concat(names.Select(name => $"{name}: {new string('v', 24)}\r\n"))}\r\n");
}
