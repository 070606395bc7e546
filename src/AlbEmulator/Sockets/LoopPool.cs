using Microsoft.Extensions.ObjectPool;

namespace AlbEmulator.Sockets;

/// <summary>
/// Objects that are used again, one request after the other. What an event loop gives back it takes next: the cache of its processor
/// still has it. What other threads give back, and loops that have enough, is for all.
/// </summary>
internal static class LoopPool<T>
    where T : class, new()
{
    /// <summary>That a loop has for itself.</summary>
    private const int MostOwn = 64;

    /// <summary>That are for all; what is given back beyond them is thrown away.</summary>
    private const int MostShared = 256;

    private static readonly DefaultObjectPool<T> Shared = new(new DefaultPooledObjectPolicy<T>(), MostShared);

    [ThreadStatic]
    private static Stack<T>? _own;

    /// <summary>One that nobody else has from now on.</summary>
    public static T Get() => _own is { } own && own.TryPop(out var item) ? item : Shared.Get();

    /// <summary>Whoever comes next may have it.</summary>
    public static void Return(T item)
    {
        if (EventLoop.Current is not null && (_own ??= new Stack<T>(MostOwn)) is { Count: < MostOwn } own)
        {
            own.Push(item);
        }
        else
        {
            Shared.Return(item);
        }
    }
}
