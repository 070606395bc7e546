using System.Text;
using AlbEmulator.Journal;
using AlbEmulator.Requests;
using AlbEmulator.Tests.AccessLogs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Tests.Journal;

public sealed class RequestJournalTests
{
    /// <summary>Each time another: the journal gives its notes back.</summary>
    private static JournalNote Note => NoteOf(1);

    [Fact]
    public void Last_requests_are_kept_in_their_order()
    {
        var journal = Filled(size: 3, requests: 8);

        Assert.Equal([6, 7, 8], Numbers(journal));
        Assert.Equal((8, 3), (journal.Last, journal.Kept));
    }

    [Fact]
    public void Emptied_journal_holds_nothing_and_counts_on()
    {
        var journal = Filled(size: 3, requests: 2);
        journal.Empty();
        Assert.Empty(journal.Entries());

        journal.Add(Entries.Forwarded, Note);

        Assert.Equal([3], Numbers(journal));
        Assert.Equal(1, journal.Kept);
    }

    [Fact]
    public void Reader_that_was_overtaken_goes_on_with_the_oldest_and_knows_what_it_lost()
    {
        var journal = Filled(size: 3, requests: 2);
        var reader = new JournalReader(journal, next: 1);
        Assert.Equal(1, reader.Read()?.Number);
        for (var request = 3; request <= 10; request++)
        {
            journal.Add(Entries.Forwarded, Note);
        }

        Assert.Equal(8, reader.Read()?.Number);
        Assert.Equal(6, reader.TakeLost());
        Assert.Equal([9, 10, null], new[] { reader.Read()?.Number, reader.Read()?.Number, reader.Read()?.Number });
        Assert.Equal(0, reader.TakeLost());
    }

    [Fact]
    public void What_was_emptied_is_not_lost()
    {
        var journal = Filled(size: 3, requests: 2);
        var reader = new JournalReader(journal, next: 1);
        journal.Empty();
        Assert.Null(reader.Read());

        journal.Add(Entries.Forwarded, Note);

        Assert.Equal(3, reader.Read()?.Number);
        Assert.Equal(0, reader.TakeLost());
    }

    [Theory]
    [InlineData("[::1]:80", "::1:80", true)]
    [InlineData("[::1]", "::1:80", true)]
    [InlineData("::1", "::1:80", true)]
    [InlineData("::1:80", "::1:80", true)]
    [InlineData("[::1]:81", "::1:80", false)]
    [InlineData("[::]", "::1:80", false)]
    [InlineData("127.0.0.1", "127.0.0.1:80", true)]
    [InlineData("[", "127.0.0.1:80", false)]
    public void Target_of_IPv6_is_asked_for_with_brackets_or_without(string asked, string name, bool isIt) =>
        Assert.Equal(isIt, JournalFilter.IsTarget(asked, name));

    [Fact]
    public void Headers_of_the_oldest_make_room_for_those_of_the_newest()
    {
        var journal = new RequestJournal(10);
        const int Third = (int)(RequestJournal.MostHeaderBytes / 3 / 2);
        for (var request = 1; request <= 5; request++)
        {
            journal.Add(Entries.Forwarded, NoteOf(Third));
        }

        Assert.Equal([true, true, true, false, false], journal.Entries().Select(entry => entry.Headers is null));
    }

    [Fact]
    public void Headers_beyond_all_are_kept_of_the_newest_alone()
    {
        var journal = new RequestJournal(10);
        const int Huge = (int)RequestJournal.MostHeaderBytes;
        journal.Add(Entries.Forwarded, Note);
        journal.Add(Entries.Forwarded, NoteOf(Huge));
        journal.Add(Entries.Forwarded, NoteOf(Huge));

        Assert.Equal([true, true, false], journal.Entries().Select(entry => entry.Headers is null));
    }

    [Fact]
    public void Headers_of_requests_that_are_kept_no_longer_take_no_room()
    {
        var journal = new RequestJournal(2);
        const int Third = (int)(RequestJournal.MostHeaderBytes / 3 / 2);
        for (var request = 1; request <= 20; request++)
        {
            journal.Add(Entries.Forwarded, NoteOf(Third));
        }

        journal.Empty();
        journal.Add(Entries.Forwarded, NoteOf(Third));
        journal.Add(Entries.Forwarded, NoteOf(Third));

        Assert.All(journal.Entries(), entry => Assert.NotNull(entry.Headers));
    }

    [Fact]
    public void Request_that_takes_the_place_of_another_has_its_own_headers_alone()
    {
        var journal = new RequestJournal(1);
        Assert.Equal(["A", "B", "C"], NamesOf(Http2("A", "B", "C")));
        Assert.Equal(["D"], NamesOf(Http2("D")));
        Assert.Equal(["E", "F"], NamesOf(Http1("E: 1\r\nF: 2\r\n"), forwarded: "X"));
        Assert.Equal(["G"], NamesOf(Http1("G: 1\r\n")));
        Assert.Equal(["H"], NamesOf(Http2("H")));

        static HeaderNotes Http2(params string[] names) =>
            HeaderNotes.Borrow(new HeaderDictionary(names.ToDictionary(static name => name, static _ => new StringValues("x"))));

        static HeaderNotes Http1(string lines) => HeaderNotes.Borrow(Head(lines));

        static byte[] Head(string lines) => Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\n{lines}\r\n");

        string[] NamesOf(HeaderNotes notes, params string[] forwarded)
        {
            if (forwarded is [var name])
            {
                notes.Forward(Head($"{name}: 1\r\n"));
            }

            notes.Complete(null, isClientHttp2: false);
            journal.Add(Entries.Forwarded, new(null, null, null, notes));
            var headers = Assert.Single(journal.Entries()).Headers!;
            Assert.Equal(forwarded, headers.Forwarded.ToArray().Select(static line => line.Key));
            Assert.True(headers.Bytes > 0);
            return [.. headers.Received.ToArray().Select(static line => line.Key)];
        }
    }

    [Fact]
    public async Task Many_writers_and_readers_lose_nothing_that_is_not_told()
    {
        const int Writers = 4;
        const int Each = 20_000;
        var journal = new RequestJournal(64);
        var reader = new JournalReader(journal, next: 1);
        var (read, lost, last) = (0L, 0L, 0L);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() =>
        {
            for (var request = 0; request < Each; request++)
            {
                journal.Add(Entries.Forwarded, Note);
            }
        })));

        while (last < Writers * Each)
        {
            var more = journal.NextAsync();
            while (reader.Read() is { } entry)
            {
                lost += reader.TakeLost();
                Assert.True(entry.Number > last);
                (last, read) = (entry.Number, read + 1);
            }

            if (last < Writers * Each)
            {
                await more;
            }
        }

        await writing;
        Assert.Equal(Writers * Each, read + lost);
        Assert.Equal(Enumerable.Range((Writers * Each) - 63, 64).Select(number => (long)number), Numbers(journal));
    }

    [Fact]
    public async Task What_is_read_while_its_place_is_written_anew_is_of_one_request()
    {
        const int Writers = 4;
        var journal = new RequestJournal(2);
        using var ended = new CancellationTokenSource();
        var writing = Enumerable.Range(1, Writers).Select(writer => Task.Run(() =>
        {
            while (!ended.IsCancellationRequested)
            {
                var length = writer * writer * writer;
                journal.Add(
                    Entries.Forwarded with { Uri = $"/{writer}", SentBytes = length },
                    writer % 2 == 0 ? NoteOf(length) : NoteOfHead(length));
            }
        })).ToArray();

        var read = 0;
        while (read < 20_000)
        {
            foreach (var entry in journal.Entries())
            {
                read++;
                var length = (int)entry.Line.SentBytes;
                Assert.Equal($"/{Math.Round(Math.Cbrt(length))}", entry.Line.Uri);
                Assert.Equal(new string('x', length), Assert.Single(entry.Headers!.Received.ToArray()).Value);
            }
        }

        await ended.CancelAsync();
        await Task.WhenAll(writing);
    }

    private static RequestJournal Filled(int size, int requests)
    {
        var journal = new RequestJournal(size);
        for (var request = 1; request <= requests; request++)
        {
            journal.Add(Entries.Forwarded, Note);
        }

        return journal;
    }

    private static IEnumerable<long> Numbers(RequestJournal journal) => journal.Entries().Select(entry => entry.Number);

    /// <summary>With one header of that length.</summary>
    private static JournalNote NoteOf(int length) =>
        Completed(HeaderNotes.Borrow(new HeaderDictionary { ["X"] = new string('x', length) }), isClientHttp2: true);

    /// <inheritdoc cref="NoteOf"/>
    private static JournalNote NoteOfHead(int length) =>
        Completed(HeaderNotes.Borrow(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nX: {new string('x', length)}\r\n\r\n")), isClientHttp2: false);

    private static JournalNote Completed(HeaderNotes notes, bool isClientHttp2)
    {
        notes.Complete(null, isClientHttp2);
        return new(null, null, null, notes);
    }
}
