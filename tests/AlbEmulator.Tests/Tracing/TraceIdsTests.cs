using System.Globalization;
using AlbEmulator.Tracing;

namespace AlbEmulator.Tests.Tracing;

public sealed class TraceIdsTests
{
    [Fact]
    public void An_id_is_24_lower_case_hex_digits()
    {
        var ids = new TraceIds();

        for (var count = 0; count < 1000; count++)
        {
            Assert.Matches("^[0-9a-f]{24}$", Next(ids));
        }
    }

    [Fact]
    public void A_million_ids_over_several_threads_do_not_repeat()
    {
        const int threads = 4;
        const int perThread = 250_000;
        var ids = new TraceIds();
        var made = new UInt128[threads * perThread];

        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (var count = 0; count < perThread; count++)
            {
                made[(thread * perThread) + count] =
                    UInt128.Parse(Next(ids), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }
        });

        Assert.Equal(made.Length, made.Distinct().Count());
    }

    [Fact]
    public void Every_digit_of_an_id_varies()
    {
        var ids = new TraceIds();
        var seen = new HashSet<char>[TraceIds.Length];
        Array.Fill(seen, null!);
        for (var digit = 0; digit < seen.Length; digit++)
        {
            seen[digit] = [];
        }

        for (var count = 0; count < 1000; count++)
        {
            var id = Next(ids);
            for (var digit = 0; digit < id.Length; digit++)
            {
                seen[digit].Add(id[digit]);
            }
        }

        Assert.All(seen, digits => Assert.Equal(16, digits.Count));
    }

    [Fact]
    public void Two_sources_on_one_thread_do_not_mix()
    {
        var ones = new TraceIds(static bytes => bytes.Fill(0x11));
        var twos = new TraceIds(static bytes => bytes.Fill(0x22));

        Assert.Equal(new string('1', 24), Next(ones));
        Assert.Equal(new string('2', 24), Next(twos));
        Assert.Equal(new string('1', 24), Next(ones));
    }

    private static string Next(TraceIds ids) =>
        string.Create(TraceIds.Length, ids, static (to, from) => from.WriteNext(to));
}
