using System.Runtime.ExceptionServices;

namespace AlbEmulator.Machine;

/// <summary>Things that have nothing to do with one another, done by all processors where there are many.</summary>
internal static class Together
{
    /// <summary>So few are done sooner than others are asked to help.</summary>
    private const int Few = 16;

    /// <summary>So many are done before the first of them is looked at, so that whoever has seen enough can stop.</summary>
    private const int Many = 256;

    /// <param name="items">What there is.</param>
    /// <param name="make">What is made of each, on any thread.</param>
    /// <returns>What was made, in the order of the items.</returns>
    public static IEnumerable<TMade> Each<T, TMade>(IReadOnlyList<T> items, Func<T, TMade> make)
    {
        if (items.Count < Few)
        {
            return items.Select(make);
        }

        return Enumerable.Range(0, (items.Count + Many - 1) / Many)
            .SelectMany(part => Part(items, make, part * Many, Math.Min(Many, items.Count - (part * Many))));
    }

    private static TMade[] Part<T, TMade>(IReadOnlyList<T> items, Func<T, TMade> make, int from, int count)
    {
        var made = new TMade[count];
        try
        {
            Parallel.For(0, count, index => made[index] = make(items[from + index]));
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return made;
    }
}
