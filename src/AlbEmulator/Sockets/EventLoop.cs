using System.Runtime.CompilerServices;

namespace AlbEmulator.Sockets;

/// <summary>
/// A thread that hears from Linux what happens to sockets. There is one for each processor, since whoever waits for a socket deals
/// there with what comes. They are there from the first that waits to the end of the process.
/// </summary>
internal sealed class EventLoop
{
    private static readonly Lock Changes = new();
    private static readonly List<EventLoop> All = [];

    /// <summary>By descriptor.</summary>
    private static IWatched?[] _watched = new IWatched?[256];

    [ThreadStatic]
    private static EventLoop? _current;

    private static uint _next;
    private static int _lastNumber;

    private readonly Epoll _epoll;

    private EventLoop(Epoll epoll) => _epoll = epoll;

    /// <summary>
    /// Makes them before the first socket, so that their descriptors are there before others are shared out. What cannot be made is tried
    /// again for the next socket.
    /// </summary>
    public static void BeginAll()
    {
        lock (Changes)
        {
            while (OperatingSystem.IsLinux() && All.Count < Environment.ProcessorCount && Begin() is { } begun)
            {
                All.Add(begun);
            }
        }
    }

    /// <summary>The one whose thread this is; null on any other thread.</summary>
    public static EventLoop? Current => _current;

    /// <summary>The next in turn, for another socket; null where the process may have neither a descriptor nor a thread for one.</summary>
    public static EventLoop? Next()
    {
        lock (Changes)
        {
            BeginAll();
            return All.Count == 0 ? null : All[(int)(_next++ % (uint)All.Count)];
        }
    }

    /// <summary>One hears from now on of what comes over a socket, and of what is there, until it is closed.</summary>
    /// <param name="watched">Who hears.</param>
    /// <param name="descriptor">Of the socket, which is open meanwhile.</param>
    /// <returns>Whether the system has memory for it.</returns>
    public bool WatchToRead(IWatched watched, int descriptor) => Watch(watched, descriptor, Epoll.ToRead);

    /// <summary>One hears from now on when a socket may send, or cannot, until it is forgotten or closed.</summary>
    /// <inheritdoc cref="WatchToRead"/>
    public bool WatchToSend(IWatched watched, int descriptor) => Watch(watched, descriptor, Epoll.ToSend);

    /// <summary>It hears nothing more; the socket may be watched by another.</summary>
    /// <param name="watched">Who heard.</param>
    /// <param name="descriptor">Of the socket, which is open meanwhile.</param>
    public void Forget(IWatched watched, int descriptor)
    {
        _epoll.Forget(descriptor);
        Remove(watched, descriptor);
    }

    /// <summary>It is not told any more, which the system sees to where the socket is closed or about to be.</summary>
    /// <param name="watched">Who heard.</param>
    /// <param name="descriptor">Under which it was watched: another may have it by now.</param>
    public static void Remove(IWatched watched, int descriptor)
    {
        lock (Changes)
        {
            if (_watched[descriptor] == watched)
            {
                Volatile.Write(ref _watched[descriptor], null);
            }
        }
    }

    /// <summary>Null where there is no descriptor for it, or no thread.</summary>
    private static EventLoop? Begin()
    {
        if (Epoll.Make() is not { } epoll)
        {
            return null;
        }

        try
        {
            var loop = new EventLoop(epoll);
            new Thread(loop.Hear) { Name = $"Sockets {All.Count + 1}", IsBackground = true }.UnsafeStart();
            return loop;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            epoll.Dispose();
            return null;
        }
    }

    private bool Watch(IWatched watched, int descriptor, int happens)
    {
        Note(watched, descriptor);
        if (_epoll.Watch(descriptor, watched.WatchNumber, happens))
        {
            return true;
        }

        Remove(watched, descriptor);
        return false;
    }

    private static void Note(IWatched watched, int descriptor)
    {
        lock (Changes)
        {
            if (descriptor >= _watched.Length)
            {
                var more = new IWatched?[Math.Max(descriptor + 1, 2 * _watched.Length)];
                _watched.CopyTo(more, 0);
                Volatile.Write(ref _watched, more);
            }

            watched.WatchNumber = unchecked(++_lastNumber);
            Volatile.Write(ref _watched[descriptor], watched);
        }
    }

    private void Hear()
    {
        _current = this;
        while (true)
        {
            var count = _epoll.Wait();
            for (var index = 0; index < count; index++)
            {
                Tell(index);
            }
        }
    }

    /// <summary>By itself: the thread that waits holds nothing of what it told last, which may have ended.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Tell(int index)
    {
        var (descriptor, number, isUnusual) = _epoll[index];
        if (Volatile.Read(ref Volatile.Read(ref _watched)[descriptor]) is { } watched && watched.WatchNumber == number)
        {
            watched.Tell(isUnusual);
        }
    }
}
