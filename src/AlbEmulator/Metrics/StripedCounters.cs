using System.Numerics;

namespace AlbEmulator.Metrics;

/// <summary>
/// Sums that many processors add to at once: each has a row of its own, so that none waits for a cache line of another.
/// All counters of an owner lie side by side in a row, since a request adds to several of them.
/// </summary>
internal sealed class StripedCounters
{
    private const int MostRows = 16;

    /// <summary>128 bytes: two cache lines, which processors fetch together.</summary>
    private const int Line = 16;

    private static readonly int Rows =
        (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, MostRows));

    private readonly long[] _cells;
    private readonly int _row;

    /// <param name="count">Counters, numbered from 0.</param>
    public StripedCounters(int count)
    {
        // A line is left free between rows, wherever in memory they begin, and before the first.
        _row = count + Line;
        _cells = new long[Line + (Rows * _row)];
    }

    public void Add(int counter, long value) => Interlocked.Add(ref Cell(counter), value);

    /// <summary>Adds to a counter that holds fractions, and only ever those.</summary>
    public void AddFraction(int counter, double value)
    {
        ref var cell = ref Cell(counter);
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var sum = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(seen) + value);
            var found = Interlocked.CompareExchange(ref cell, sum, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }

    /// <summary>Begins again at 0; what is added meanwhile may count or not.</summary>
    public void Clear(int counter)
    {
        for (var cell = Line + counter; cell < _cells.Length; cell += _row)
        {
            Interlocked.Exchange(ref _cells[cell], 0);
        }
    }

    public long Sum(int counter)
    {
        var sum = 0L;
        for (var cell = Line + counter; cell < _cells.Length; cell += _row)
        {
            sum += Volatile.Read(ref _cells[cell]);
        }

        return sum;
    }

    public double SumOfFractions(int counter)
    {
        var sum = 0.0;
        for (var cell = Line + counter; cell < _cells.Length; cell += _row)
        {
            sum += BitConverter.Int64BitsToDouble(Volatile.Read(ref _cells[cell]));
        }

        return sum;
    }

    private ref long Cell(int counter) =>
        ref _cells[Line + ((Thread.GetCurrentProcessorId() & (Rows - 1)) * _row) + counter];
}
