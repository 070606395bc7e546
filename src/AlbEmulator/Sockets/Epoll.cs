using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AlbEmulator.Sockets;

/// <summary>
/// Linux tells here which descriptors can be read or written anew, once for each time that something happens: epoll(7),
/// edge-triggered.
/// </summary>
internal sealed class Epoll : IDisposable
{
    /// <summary>
    /// The other side has sent its last byte, the connection broke, or an urgent byte (RFC 9293, 3.8.5) stands between others:
    /// EPOLLRDHUP, EPOLLHUP, EPOLLERR, EPOLLPRI.
    /// </summary>
    private const int Unusual = 0x2000 | 0x10 | 0x8 | 0x2;

    /// <summary>Something to read: EPOLLIN, EPOLLRDHUP, EPOLLPRI and EPOLLET.</summary>
    public const int ToRead = 0x1 | 0x2000 | 0x2 | (1 << 31);

    /// <summary>Room for what is sent, or a connection that was made: EPOLLOUT and EPOLLET.</summary>
    public const int ToSend = 0x4 | (1 << 31);

    private const int Add = 1;
    private const int Delete = 2;
    private const int CloseOnExec = 0x80000;

    /// <summary>Events that are taken at once.</summary>
    private const int Most = 256;

    /// <summary>Words of an event: what happens, and two of whoever wants to know, which only x86-64 puts next to it.</summary>
    private static readonly int Words = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 3 : 4;

    private readonly SafeFileHandle _handle;
    private readonly int[] _events = GC.AllocateArray<int>(Most * Words, pinned: true);

    private Epoll(SafeFileHandle handle) => _handle = handle;

    /// <summary>Null where the process may have no more descriptors, or the system has none.</summary>
    public static Epoll? Make() => Create(CloseOnExec) is { IsInvalid: false } handle ? new Epoll(handle) : null;

    /// <summary>From now on it is told when that happens, and at once where it is so, until it is closed.</summary>
    /// <param name="descriptor">Open meanwhile, and not watched here.</param>
    /// <param name="number">Tells this watch from those of others to whom the system gives the same descriptor.</param>
    /// <param name="happens"><see cref="ToRead"/> or <see cref="ToSend"/>.</param>
    /// <returns>Whether the system has memory for it.</returns>
    public bool Watch(int descriptor, int number, int happens) => Control(Add, descriptor, number, happens);

    /// <summary>It is told nothing more.</summary>
    public void Forget(int descriptor) => Control(Delete, descriptor, 0, 0);

    /// <summary>Waits until something happens.</summary>
    /// <returns>How many descriptors there are to ask for.</returns>
    public int Wait() => Math.Max(0, Wait(_handle, _events, Most, -1));

    /// <summary>What the last wait brought.</summary>
    /// <param name="index">From 0.</param>
    public (int Descriptor, int Number, bool IsUnusual) this[int index]
    {
        get
        {
            var happened = _events.AsSpan(index * Words, Words);
            return (happened[^2], happened[^1], (happened[0] & Unusual) != 0);
        }
    }

    public void Dispose() => _handle.Dispose();

    private bool Control(int what, int descriptor, int number, int happens)
    {
        Span<int> wanted = stackalloc int[Words];
        (wanted[0], wanted[^2], wanted[^1]) = (happens, descriptor, number);
        return Control(_handle, what, descriptor, ref wanted[0]) == 0;
    }

    [DllImport("libc", EntryPoint = "epoll_create1")]
    private static extern SafeFileHandle Create(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl")]
    private static extern int Control(SafeFileHandle epoll, int what, int descriptor, ref int wanted);

    [DllImport("libc", EntryPoint = "epoll_wait")]
    private static extern int Wait(SafeFileHandle epoll, [In, Out] int[] events, int most, int timeout);
}
