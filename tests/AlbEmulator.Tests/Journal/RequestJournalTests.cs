using AlbEmulator.Journal;
using AlbEmulator.Requests;
using AlbEmulator.Tests.AccessLogs;

namespace AlbEmulator.Tests.Journal;

public sealed class RequestJournalTests
{
    private static readonly JournalNote Note = NoteOf(1);

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
        var third = NoteOf((int)(RequestJournal.MostHeaderBytes / 3 / 2));
        for (var request = 1; request <= 5; request++)
        {
            journal.Add(Entries.Forwarded, third);
        }

        Assert.Equal([true, true, true, false, false], journal.Entries().Select(entry => entry.Headers is null));
    }

    [Fact]
    public void Headers_beyond_all_are_kept_of_the_newest_alone()
    {
        var journal = new RequestJournal(10);
        var huge = NoteOf((int)RequestJournal.MostHeaderBytes);
        journal.Add(Entries.Forwarded, Note);
        journal.Add(Entries.Forwarded, huge);
        journal.Add(Entries.Forwarded, huge);

        Assert.Equal([true, true, false], journal.Entries().Select(entry => entry.Headers is null));
    }

    [Fact]
    public void Headers_of_requests_that_are_kept_no_longer_take_no_room()
    {
        var journal = new RequestJournal(2);
        var third = NoteOf((int)(RequestJournal.MostHeaderBytes / 3 / 2));
        for (var request = 1; request <= 20; request++)
        {
            journal.Add(Entries.Forwarded, third);
        }

        journal.Empty();
        journal.Add(Entries.Forwarded, third);
        journal.Add(Entries.Forwarded, third);

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
    private static JournalNote NoteOf(int length) => new(
        null, null, null, new NotedHeaders([], [new("X", new string('x', length))]) { ReceivedAt = new(0, 1, IsHead: false) });
}
