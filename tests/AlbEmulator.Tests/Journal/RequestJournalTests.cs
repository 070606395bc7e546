using AlbEmulator.Journal;
using AlbEmulator.Requests;
using AlbEmulator.Tests.AccessLogs;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Journal;

public sealed class RequestJournalTests
{
    /// <summary>Each time another: a journal that has one keeps it.</summary>
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
                journal.Add(Entries.Forwarded with { Uri = $"/{writer}", SentBytes = writer }, NoteOf(writer));
            }
        })).ToArray();

        var read = 0;
        while (read < 20_000)
        {
            foreach (var entry in journal.Entries())
            {
                read++;
                var writer = (int)entry.Line.SentBytes;
                Assert.Equal($"/{writer}", entry.Line.Uri);
                Assert.Equal(new string('x', writer), Assert.Single(entry.Headers!.Received.ToArray()).Value);
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
    private static JournalNote NoteOf(int length)
    {
        var notes = HeaderNotes.Borrow(new HeaderDictionary { ["X"] = new string('x', length) });
        notes.Complete(null, isClientHttp2: true);
        return new(null, null, null, notes);
    }
}
